// "None of these" and its like cannot stand with others: choosing one takes back the others, and the other way round.

document.addEventListener("change", ({ target }) => {
  if (target.type !== "checkbox" || !target.checked) return;
  for (const other of target.form.elements.namedItem(target.name)) {
    const isAgainst = "alone" in target.dataset || "alone" in other.dataset;
    if (other !== target && isAgainst) other.checked = false;
  }
});

// A page half filled in is kept when it is put away (another tab, the screen goes dark) or left alone for a while, so
// that a browser that is then closed loses nothing of it. What is pressed saves it as ever.

const ALONE = 5000; // milliseconds
let half; // the form with something that is not kept yet
let timer;
let sending;

function keepSoFar() {
  clearTimeout(timer);
  if (!half) return;
  const body = new URLSearchParams(new FormData(half));
  sending = new AbortController();
  fetch(half.action, { method: "POST", body, headers: { "X-So-Far": "yes" }, keepalive: true, signal: sending.signal }).catch(
    () => null, // It is sent again with the page.
  );
  half = null;
}

document.addEventListener("change", ({ target }) => {
  if (!target.closest(".quiz-question")) return;
  half = target.form;
  clearTimeout(timer);
  timer = setTimeout(keepSoFar, ALONE);
});
document.addEventListener("submit", () => {
  clearTimeout(timer);
  sending?.abort(); // What it says is older.
  half = null;
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") keepSoFar();
});

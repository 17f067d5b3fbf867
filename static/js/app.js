// Everything works without this file. With it, a pick is saved without a new page, and what the radio loses is sent again.

const WAITS = [2, 4, 8, 15, 30]; // seconds before each new try
const NOT_HEARD = [502, 503, 504]; // what stands in front of our server says while that starts anew
const said = document.getElementById("said");
const line = []; // what is still to be sent, oldest first
let isSending = false;

const pause = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));

function randomId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function takeFocusIfAsked(root) {
  const target = root.querySelector("[data-takes-focus]");
  target?.focus();
  return Boolean(target);
}

// Saving

function isSentByUs(form) {
  return form instanceof HTMLFormElement && "sends" in form.dataset;
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!isSentByUs(form)) return;
  event.preventDefault();
  const button = event.submitter;
  if (button?.getAttribute("aria-disabled") === "true") return;
  const body = new FormData(form);
  if (button?.name) body.set(button.name, button.value);
  if (body.has("event")) body.set("event", randomId());
  button?.setAttribute("aria-disabled", "true");
  line.push({ form, button, body: new URLSearchParams(body), from: button?.id ?? "" });
  sendTheLine();
});

async function sendTheLine() {
  if (isSending) return;
  isSending = true;
  while (line.length) {
    const job = line[0];
    const answer = await sendUntilHeard(job);
    line.shift();
    job.button?.removeAttribute("aria-disabled");
    if (answer.status === 401 || !answer.isOurs) {
      sayWaiting("");
      keepTheRest();
      sendAsAPage(job);
      break;
    }
    if (!line.length) show(answer, job);
  }
  isSending = false;
}

async function sendUntilHeard({ form, body }) {
  // What comes back is put in its place here, so that a page need not be asked for by a redirect.
  const headers = { "X-Shown-Here": "yes" };
  const { response, text } = await untilHeard(form.action, { body, headers, credentials: "same-origin" }, () =>
    sayWaiting("Not saved yet. Trying again; keep this page open."),
  );
  sayWaiting("");
  const page = new DOMParser().parseFromString(text, "text/html");
  const url = response.redirected ? response.url : location.href;
  return { status: response.status, page, isOurs: Boolean(page.querySelector("main")), url };
}

// The same words are sent again until our server answers; it knows them by their event, so nothing is done twice.
async function untilHeard(address, options, meanwhile = () => {}) {
  for (let tries = 0; ; tries += 1) {
    try {
      const response = await fetch(address, { method: "POST", ...options });
      const text = await response.text();
      if (!NOT_HEARD.includes(response.status)) return { response, text };
    } catch {
      // No connection.
    }
    meanwhile();
    await pause(WAITS[Math.min(tries, WAITS.length - 1)]);
  }
}

// The sign-in page carries one; what stood behind it waits in this tab, for the same attempt only. The attempt's id
// says nothing about anybody, and nobody else's sign-in can use it.
function keepTheRest() {
  const steps = line.splice(0).filter(({ body }) => body.has("attempt"));
  const rest = steps.map(({ form, body }) => [form.action, body.toString()]);
  if (rest.length) sessionStorage.setItem("rest", JSON.stringify(rest));
}

function sendTheRest() {
  const here = document.querySelector("#step input[name=attempt]");
  const kept = sessionStorage.getItem("rest");
  if (!here || !kept) return;
  sessionStorage.removeItem("rest");
  const token = document.querySelector("#step input[name=csrf_token]").value;
  for (const [action, text] of JSON.parse(kept)) {
    const body = new URLSearchParams(text);
    if (body.get("attempt") !== here.value) return;
    body.set("csrf_token", token);
    line.push({ form: { action }, body, from: "" });
  }
  sendTheLine();
}

// The browser's own way: the sign-in page then carries what was sent.
function sendAsAPage({ form, body }) {
  const copy = document.createElement("form");
  copy.method = "post";
  copy.action = form.action;
  copy.hidden = true;
  for (const [name, value] of body) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    field.value = value;
    copy.append(field);
  }
  document.body.append(copy);
  copy.submit();
}

function show(answer, job) {
  const fresh = answer.page.querySelector("main");
  const here = document.querySelector("main");
  const address = fresh.querySelector("[data-address]")?.dataset.address ?? answer.url;
  const isSamePage = new URL(address, location).pathname === location.pathname;
  const stays = isSamePage && !fresh.querySelector("[data-takes-focus]");
  const focused = document.activeElement?.closest("main") ? document.activeElement.id : job.from;
  const sideways = here.querySelector(".scene-large")?.scrollLeft ?? 0;

  document.title = answer.page.title;
  here.replaceWith(fresh);
  if (!stays) {
    if (!isSamePage) history.pushState(null, "", address);
    window.scrollTo(0, 0);
    if (!takeFocusIfAsked(fresh)) fresh.focus({ preventScroll: true });
    return;
  }
  const picture = fresh.querySelector(".scene-large");
  if (picture) picture.scrollLeft = sideways;
  goOnFrom(fresh, focused);
  said.textContent = fresh.querySelector("#step")?.dataset.say ?? "";
}

// Keep the place; but what was just opened has to be seen.
function goOnFrom(main, id) {
  const panel = main.querySelector("#open-object");
  const isOpening = /^(spot|row)-|^next-thing$/.test(id);
  const top = panel?.getBoundingClientRect().top ?? 0;
  if (panel && isOpening && (id === "next-thing" || top < 0 || top > window.innerHeight * 0.7)) {
    panel.focus({ preventScroll: true });
    main.querySelector("#object").scrollIntoView();
    return;
  }
  const same = id && main.querySelector(`#${CSS.escape(id)}`);
  (same || main.querySelector("#object"))?.focus({ preventScroll: true });
}

function sayWaiting(sentence) {
  let bar = document.getElementById("waiting");
  if (!sentence) {
    bar?.remove();
    return;
  }
  if (!bar) {
    bar = document.createElement("p");
    bar.id = "waiting";
    bar.className = "waiting";
    document.body.append(bar);
    said.textContent = sentence;
  }
  bar.textContent = sentence;
}

window.addEventListener("beforeunload", (event) => {
  if (line.length && document.getElementById("waiting")) event.preventDefault();
});
window.addEventListener("popstate", () => location.reload());

// Going back shows a page the browser has kept: ask for it as it is now.
window.addEventListener("pageshow", (event) => {
  if (event.persisted && document.getElementById("step")) location.reload();
});

// Other forms are sent once, however often the button is pressed.

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (isSentByUs(form) || form.method !== "post") return;
  if (form.action.endsWith("/sign-out")) sessionStorage.removeItem("rest");
  if (form.dataset.isSent) {
    event.preventDefault();
    return;
  }
  form.dataset.isSent = "yes";
  setTimeout(() => delete form.dataset.isSent, 4000);
});

// A page counts as begun, a resource as opened, once somebody has had it before them for a while.

async function isBeforeThem(seconds) {
  do {
    while (document.visibilityState === "hidden") {
      await new Promise((done) => document.addEventListener("visibilitychange", done, { once: true }));
    }
    await pause(seconds);
  } while (document.visibilityState === "hidden");
}

for (const form of document.querySelectorAll("form[data-after-seconds]")) {
  isBeforeThem(Number(form.dataset.afterSeconds)).then(async () => {
    const body = new URLSearchParams(new FormData(form));
    const { response } = await untilHeard(form.action, { body, keepalive: true });
    if (response.status === 204 && form.dataset.says) {
      document.getElementById(form.dataset.then).textContent = form.dataset.says;
    }
  });
}

for (const button of document.querySelectorAll("[data-prints]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

takeFocusIfAsked(document);
sendTheRest();

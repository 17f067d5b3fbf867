// Writing works without this file, with the Save button. With it, what is typed is saved as it is typed; what cannot be
// sent stays on this device, under the writer's opaque id, and is offered back.

const WAIT = 1500; // milliseconds without a key before what was typed is sent
const AGAIN = 8000; // before it is tried again
const form = document.getElementById("writing");
const state = document.getElementById("state");
const keptAs = form.dataset.keptAs;
let timer = 0;
let isSending = false;
let isWaiting = false; // something is typed that the server has not acknowledged

// What an "Add …" field holds is made into a part only when somebody asks for it.
const isSentAlone = (name) => !name.startsWith("new-") && name !== "do" && name !== "csrf_token";

function say(words, waiting = false) {
  state.textContent = words;
  state.classList.toggle("is-waiting", waiting);
}

function fieldsNow() {
  const body = new URLSearchParams(new FormData(form));
  for (const name of [...body.keys()]) if (name.startsWith("new-") || name === "do") body.delete(name);
  return body;
}

// Keeping

function keep({ isSent = false } = {}) {
  const fields = [...fieldsNow()].filter(([name]) => isSentAlone(name));
  const added = [...new FormData(form)].filter(([name, value]) => name.startsWith("new-") && value);
  try {
    localStorage.setItem(keptAs, JSON.stringify({ at: Date.now(), isSent, fields: [...fields, ...added] }));
  } catch {
    // No room, or not allowed: the page itself still holds it.
  }
}

function forget() {
  localStorage.removeItem(keptAs);
}

function kept(name = keptAs) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}

// What was sent with a page has arrived once any page of this version shows a later save of the same writer's. The page
// that comes back may show another part, so this looks at what is kept of all of them.
function forgetWhatArrived() {
  if (form.dataset.lastSave !== "own") return;
  const version = keptAs.slice(0, keptAs.lastIndexOf(":") + 1);
  for (const name of Object.keys(localStorage).filter((each) => each.startsWith(version))) {
    const found = kept(name);
    const revision = found?.fields.find(([field]) => field === "revision")?.[1];
    if (found?.isSent && Number(revision) < Number(form.elements.revision.value)) localStorage.removeItem(name);
  }
}

function fieldFor(name, value) {
  const found = [...form.elements].filter((field) => field.name === name);
  return found.find((field) => field.type !== "radio" || field.value === value);
}

function differs({ fields }) {
  return fields.some(([name, value]) => {
    if (name === "revision" || name === "version" || name === "part") return false;
    const field = fieldFor(name, value);
    if (!field) return true;
    if (field.type === "radio" || field.type === "checkbox") return !field.checked;
    return field.value.trim() !== value.trim();
  });
}

function putBack({ fields }) {
  const names = new Set(fields.map(([name]) => name));
  for (const field of form.elements) {
    if (field.type === "checkbox" && !names.has(field.name)) field.checked = false;
  }
  for (const [name, value] of fields) {
    const field = fieldFor(name, value);
    if (!field) continue;
    if (field.type === "radio" || field.type === "checkbox") field.checked = true;
    else field.value = value;
  }
}

function offerWhatIsKept() {
  const found = kept();
  if (!found) return;
  const mine = found.fields.find(([name]) => name === "version");
  if (!differs(found) || mine?.[1] !== form.elements.version.value) {
    forget();
    return;
  }
  const box = document.getElementById("kept");
  const then = new Date(found.at);
  const time = `${String(then.getHours()).padStart(2, "0")}.${String(then.getMinutes()).padStart(2, "0")}`;
  document.getElementById("kept-when").textContent = `They are from ${time} and were kept on this device.`;
  box.hidden = false;
  document.getElementById("kept-back").addEventListener("click", () => {
    putBack(found);
    box.hidden = true;
    changed();
    document.getElementById("part").querySelector("input, textarea")?.focus();
  });
  document.getElementById("kept-away").addEventListener("click", () => {
    forget();
    box.hidden = true;
    form.focus();
  });
}

// Saving

function changed() {
  isWaiting = true;
  keep();
  say("Not saved yet", true);
  clearTimeout(timer);
  timer = setTimeout(save, WAIT);
}

async function save() {
  if (isSending || !isWaiting) return;
  isSending = true;
  isWaiting = false;
  const body = fieldsNow();
  body.set("do", "save");
  try {
    const answer = await fetch(form.action, { method: "POST", body, credentials: "same-origin" });
    const html = await answer.text();
    if (answer.ok && answer.redirected) {
      takeOver(new DOMParser().parseFromString(html, "text/html"));
    } else {
      isWaiting = true;
      explain(answer.status);
    }
  } catch {
    isWaiting = true;
    say("Saved on this device, will be sent", true);
    timer = setTimeout(save, AGAIN);
  }
  isSending = false;
}

function explain(status) {
  if (status === 409) say("Not saved: somebody else changed the same words. Press Save to see both.", true);
  else if (status === 401) say("Saved on this device. You are signed out: press Save to sign in and send it.", true);
  else if (status === 404) say("Not saved: this draft is not there any more. Copy your words before you leave.", true);
  else if (status === 422) say("Not saved: something could not be read. Press Save to see what.", true);
  else {
    say("Saved on this device, will be sent", true);
    timer = setTimeout(save, AGAIN);
  }
}

// The page as it is now, without touching the field somebody is in: the outline, the checks, what is hidden.
function takeOver(page) {
  const fresh = page.getElementById("writing");
  if (!fresh || fresh.elements.version.value !== form.elements.version.value) {
    location.reload();
    return;
  }
  for (const field of fresh.querySelectorAll("input[type=hidden]")) {
    const here = [...form.elements].find((one) => one.type === "hidden" && one.name === field.name);
    if (here) here.value = field.value;
  }
  for (const id of ["outline", "checks", "shown"]) {
    const here = document.getElementById(id);
    const there = page.getElementById(id);
    if (!here || !there || here.contains(document.activeElement) || holdsWords(here)) continue;
    const unfolded = new Set([...here.querySelectorAll("details[open]")].map((one) => one.dataset.group));
    here.replaceChildren(...there.childNodes);
    for (const one of here.querySelectorAll("details")) one.open ||= unfolded.has(one.dataset.group);
  }
  // Another picture takes its ring with it.
  const [ring, freshRing] = [document, page].map((one) => one.getElementById("opening-ring"));
  if (ring && freshRing && !freshRing.querySelector(".place-own")) ring.replaceChildren(...freshRing.childNodes);
  // What the checks say beside the fields.
  const said = new Map([...fresh.querySelectorAll("[data-checks-at]")].map((one) => [one.dataset.checksAt, one]));
  for (const here of form.querySelectorAll("[data-checks-at]")) {
    const there = said.get(here.dataset.checksAt);
    if (there && there.textContent !== here.textContent) here.replaceChildren(...there.childNodes);
  }
  const count = page.querySelector(".to-checks");
  if (count) form.querySelector(".to-checks").textContent = count.textContent;
  // A picture that was chosen brings its drawing and the field for its words.
  for (const there of fresh.querySelectorAll(".picture-field")) {
    const here = document.getElementById(there.id);
    const shown = there.querySelector(".picture-now");
    const now = here?.querySelector(".picture-now");
    if (!here || now?.innerHTML === shown?.innerHTML) continue;
    now?.remove();
    if (shown) here.querySelector("details").before(shown);
    const words = there.querySelector(":scope > .govuk-form-group");
    here.querySelector(":scope > .govuk-form-group")?.remove();
    if (words) here.append(words);
  }
  for (const name of ["undo", "redo"]) {
    const [here, there] = [form, fresh].map((one) => one.querySelector(`button[value="${name}"]`));
    if (here && there) here.disabled = there.disabled;
  }
  const title = fresh.querySelector("h1");
  if (title) form.querySelector("h1").textContent = title.textContent;
  for (const notice of page.querySelectorAll("main > .wrap > .notice")) {
    document.getElementById("about").prepend(notice);
  }
  if (!isWaiting) {
    say(page.getElementById("state").textContent);
    if (![...new FormData(form)].some(([name, value]) => name.startsWith("new-") && value)) forget();
  }
}

function holdsWords(part) {
  return [...part.querySelectorAll("input[name^=new-]")].some((field) => field.value);
}

form.addEventListener("input", (event) => {
  if (event.target.name?.startsWith("new-")) keep();
  else if (event.target.name) changed();
});
form.addEventListener("submit", () => {
  clearTimeout(timer);
  keep({ isSent: true }); // until the page that comes back shows that it arrived
  isWaiting = false;
});
window.addEventListener("online", save);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden" && isWaiting) save();
});
window.addEventListener("beforeunload", (event) => {
  if (isWaiting) event.preventDefault();
});
// A link within the studio is followed once what was typed is on its way.
form.addEventListener("click", async (event) => {
  const link = event.target.closest("a[href]");
  if (!link || !isWaiting || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  clearTimeout(timer);
  await save();
  if (!isWaiting) location.assign(link.href);
});

// Where a thing is in its picture: arrow keys and drag, both writing the same numbers.

const picture = form.querySelector("[data-places]");
const box = picture?.querySelector(".place-own");
const number = (side) => form.querySelector(`[data-side="${side}"]`);

function showBox() {
  const [x, y, width, height] = ["x", "y", "width", "height"].map((side) => Number(number(side).value));
  for (const rect of box.querySelectorAll("rect")) {
    rect.setAttribute("x", x - width / 2);
    rect.setAttribute("y", y - height / 2);
    rect.setAttribute("width", width);
    rect.setAttribute("height", height);
  }
}

function move(by) {
  const most = { x: Number(picture.dataset.width), y: Number(picture.dataset.height) };
  const now = Object.fromEntries(["x", "y", "width", "height"].map((side) => [side, Number(number(side).value)]));
  const next = { ...now };
  for (const side in by) next[side] = Math.round(now[side] + by[side]);
  next.width = Math.min(Math.max(next.width, 20), most.x);
  next.height = Math.min(Math.max(next.height, 20), most.y);
  next.x = Math.min(Math.max(next.x, Math.ceil(next.width / 2)), most.x - Math.ceil(next.width / 2));
  next.y = Math.min(Math.max(next.y, Math.ceil(next.height / 2)), most.y - Math.ceil(next.height / 2));
  for (const side in next) number(side).value = next[side];
  showBox();
  changed();
}

const ARROWS = { ArrowLeft: ["x", -1], ArrowRight: ["x", 1], ArrowUp: ["y", -1], ArrowDown: ["y", 1] };
const NUDGES = {
  left: { x: -10 }, right: { x: 10 }, up: { y: -10 }, down: { y: 10 },
  wider: { width: 10 }, narrower: { width: -10 }, taller: { height: 10 }, shorter: { height: -10 },
};

if (box) {
  box.addEventListener("keydown", (event) => {
    const arrow = ARROWS[event.key];
    if (!arrow || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const [side, way] = arrow;
    const sized = { x: "width", y: "height" }[side];
    const step = event.repeat ? 10 : 2;
    move(event.shiftKey ? { [sized]: (side === "y" ? -way : way) * step } : { [side]: way * step });
  });
  box.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    box.focus({ preventScroll: true });
    box.setPointerCapture(event.pointerId);
    const scale = Number(picture.dataset.width) / picture.getBoundingClientRect().width;
    const from = { x: event.clientX, y: event.clientY };
    const at = { x: Number(number("x").value), y: Number(number("y").value) };
    const drag = (moved) => {
      const to = { x: at.x + (moved.clientX - from.x) * scale, y: at.y + (moved.clientY - from.y) * scale };
      move({ x: to.x - Number(number("x").value), y: to.y - Number(number("y").value) });
    };
    const drop = () => {
      box.removeEventListener("pointermove", drag);
      box.removeEventListener("pointerup", drop);
      box.removeEventListener("pointercancel", drop);
    };
    box.addEventListener("pointermove", drag);
    box.addEventListener("pointerup", drop);
    box.addEventListener("pointercancel", drop);
  });
  for (const button of form.querySelectorAll("[data-nudges]")) {
    button.addEventListener("click", (event) => {
      event.preventDefault();
      move(NUDGES[button.dataset.nudges]);
    });
  }
  for (const side of ["x", "y", "width", "height"]) number(side).addEventListener("change", showBox);
}

// A few buttons over long texts: they write Markdown, which is shown beside it when it is saved.

const TOOLS = [
  ["Heading", (text) => `## ${text || "Heading"}`, true],
  ["Bold", (text) => `**${text || "bold"}**`, false],
  ["List", (text) => (text || "one thing").split("\n").map((line) => `- ${line}`).join("\n"), true],
  ["Said", (text) => (text || "what was said").split("\n").map((line) => `> ${line}`).join("\n"), true],
  ["Link", (text) => `[${text || "words"}](https://)`, false],
];

for (const area of form.querySelectorAll("[data-prose]")) {
  const tools = document.createElement("div");
  tools.className = "prose-tools";
  tools.setAttribute("role", "group");
  tools.setAttribute("aria-label", "Put into the text");
  for (const [name, written, isBlock] of TOOLS) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = name;
    button.addEventListener("click", () => {
      const [start, end] = [area.selectionStart, area.selectionEnd];
      const before = area.value.slice(0, start);
      const gap = isBlock && before && !before.endsWith("\n\n") ? (before.endsWith("\n") ? "\n" : "\n\n") : "";
      area.setRangeText(gap + written(area.value.slice(start, end)), start, end, "end");
      area.focus();
      changed();
    });
    tools.append(button);
  }
  area.before(tools);
}

// On a narrow screen the outline folds away, so that the words come first.
const fold = form.querySelector("[data-folds=yes]");
if (fold && matchMedia("(max-width: 61.99em)").matches) fold.open = false;

// The outline shows where one is, however long it is.
const current = form.querySelector(".outline [aria-current]");
const pane = current?.closest(".outline");
if (pane && pane.scrollHeight > pane.clientHeight) {
  pane.scrollTop = current.getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight / 3;
}

// A check or a comment may lead to a field that is folded away.
const aimed = location.hash && document.getElementById(location.hash.slice(1));
const around = aimed && aimed.closest("details:not([open])");
if (around && !around.contains(pane)) {
  around.open = true;
  aimed.scrollIntoView();
}

forgetWhatArrived();
offerWhatIsKept();

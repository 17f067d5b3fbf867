// The player of an episode. Without this file the browser's own controls are there, and the transcript counts the same.
//
// What was really played is kept as stretches: from here to there in the episode, between two moments. Moments are
// milliseconds since this page was opened, by a clock that never goes back. Reports wait in line, are sent again until
// they are heard, and outlive a reload; the server decides what counts, and does so once however often it is told.

const REPORT_EVERY = 15_000;
const ENOUGH = 0.9;
const WAITS = [2, 4, 8, 15, 30]; // seconds before each new try
const NOT_HEARD = [502, 503, 504]; // what stands in front of our server says while that starts anew
const SHORTEST = 100; // milliseconds; the server leaves out what is shorter
const MOST_AT_ONCE = 50; // stretches in a report
const JUMP = 15;

const $ = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];

const player = $("#player");
const sound = $("#sound");
const form = $("#report");
const length = Number(player.dataset.length);
const begun = form.elements.begun.value; // which officer opened which version, and when
const kept = `heard ${form.action}`;

let wanted = Number(player.dataset.stopped); // where to begin, until the sound is there
let speed = 1;
let heard = all(".heard-parts rect").map((part) => span(part));
let isDone = false;

function span(part) {
  const start = Number(part.getAttribute("x"));
  return [start, start + Number(part.getAttribute("width"))];
}

const place = () => Math.round(sound.readyState ? sound.currentTime * 1000 : wanted);
const playingTime = (ms) => `${Math.floor(ms / 60_000)}.${String(Math.floor(ms / 1000) % 60).padStart(2, "0")}`;

// A clock that goes on counting what was played while the device slept

let slept = 0;
const opened = performance.now();
const moment = () => Math.round(performance.now() - opened + slept);

// Stretches

let stretch = null;
let unsent = [];

function beginStretch() {
  if (stretch || isDone || sound.paused || sound.seeking) return;
  stretch = { start: place(), end: place(), began: moment(), ended: moment(), speed: sound.playbackRate };
}

function goOn(to = place()) {
  if (!stretch) return;
  const atLeast = (to - stretch.start) / stretch.speed - (moment() - stretch.began);
  if (atLeast > 250) slept += Math.ceil(atLeast);
  stretch.end = Math.max(to, stretch.end);
  stretch.ended = moment();
}

function endStretch(to) {
  if (!stretch) return;
  goOn(to);
  if (stretch.end - stretch.start >= SHORTEST) unsent.push(stretch);
  stretch = null;
}

function tick() {
  if (sound.seeking) return;
  beginStretch();
  goOn();
  const isLong = stretch && stretch.ended - stretch.began >= REPORT_EVERY;
  if (isLong || unsent.length >= MOST_AT_ONCE || isEnoughNow()) report();
  show();
}

const known = () => merged([...heard, ...unsent.map(ground), ...(stretch ? [ground(stretch)] : [])]);
const ground = ({ start, end }) => [start, Math.min(end, length)];
const total = (spans) => spans.reduce((sum, [start, end]) => sum + end - start, 0);
const isEnoughNow = () => total(heard) < length * ENOUGH && total(known()) >= length * ENOUGH;

function merged(spans) {
  const joined = [];
  for (const [start, end] of spans.filter(([from, to]) => from < to).sort((one, other) => one[0] - other[0])) {
    const last = joined.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
  }
  return joined;
}

// Reports

let line = JSON.parse(sessionStorage.getItem(kept) ?? "[]");
let isSending = false;
let isRefused = false;

function report() {
  const goesOn = Boolean(stretch);
  endStretch();
  if (goesOn) beginStretch();
  if (isDone || isRefused || !unsent.length) return;
  const event = Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0"));
  line.push({
    begun,
    event: event.join(""),
    played: unsent.map((one) => `${one.start}-${one.end}@${one.began}-${one.ended}`).join(" "),
    stands: String(Math.min(place(), length)),
    moment: String(moment()),
  });
  heard = known();
  unsent = [];
  keepTheLine();
  sendTheLine();
}

function keepTheLine() {
  if (line.length) sessionStorage.setItem(kept, JSON.stringify(line));
  else sessionStorage.removeItem(kept);
}

const body = (one) => new URLSearchParams({ csrf_token: form.elements.csrf_token.value, ...one });

async function sendTheLine() {
  if (isSending) return;
  isSending = true;
  for (let tries = 0; line.length; ) {
    const answer = await send(line[0]);
    if (answer === null) {
      say("Not saved yet. Trying again; keep this page open.");
      await new Promise((done) => setTimeout(done, WAITS[Math.min(tries, WAITS.length - 1)] * 1000));
      tries += 1;
      continue;
    }
    if (answer.status === 401) {
      askToSignIn();
      break;
    }
    if (!answer.told) {
      say("What you heard is kept in this window, but could not be sent. Load this page again.");
      break;
    }
    tries = 0;
    const sent = line.shift();
    keepTheLine();
    take(answer.told, sent);
  }
  isSending = false;
}

// `told` is what our server says to the report; null when it could not even look at it.
async function send(one) {
  try {
    const answer = await fetch(form.action, { method: "POST", body: body(one), keepalive: true });
    if (NOT_HEARD.includes(answer.status)) return null;
    const isTold = answer.headers.get("Content-Type")?.startsWith("application/json");
    return { status: answer.status, told: isTold ? await answer.json() : null };
  } catch {
    return null;
  }
}

function take(told, sent) {
  if (told.sentence) {
    if (sent.begun !== begun) return; // of an earlier page, and perhaps of somebody else's
    isRefused = true;
    say(told.sentence);
    return;
  }
  say("");
  if (told.done) finish();
  if (told.heard.length) heard = merged([...told.heard, ...(line.length ? heard : [])]);
  show();
}

function finish() {
  if (isDone) return;
  isDone = true;
  stretch = null;
  unsent = [];
  line = [];
  keepTheLine();
  $("#player-done").hidden = false;
  $(".read-it")?.remove();
  tell("Done, and recorded.");
}

function askToSignIn() {
  say("You have been signed out. ");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "link-button";
  button.textContent = "Sign in, and keep what you heard";
  button.addEventListener("click", () => {
    const all = { ...line.at(-1), played: line.map((one) => one.played).join(" ") };
    for (const [name, value] of Object.entries(all)) {
      const field = Object.assign(document.createElement("input"), { type: "hidden", name, value });
      form.append(field);
    }
    line = [];
    keepTheLine();
    form.submit();
  });
  $("#player-says").append(button);
}

function say(sentence) {
  $("#player-says").textContent = sentence;
}

function tell(sentence) {
  $("#said").textContent = sentence;
}

// What is shown

const map = $(".heard-parts");
const ring = $(".heard-ring");
const slider = $(".heard-place");
const cues = all(".cue");
const chapters = all(".chapters a");
const words = $("#transcript");
let isDragged = false;
let drawn = "";
let current = {};

function show() {
  const at = isDragged ? Number(slider.value) * 1000 : place();
  const parts = known();
  draw(parts);
  ring.setAttribute("x", `${Math.min((at / length) * 100, 100)}%`);
  if (!isDragged) slider.value = String(Math.floor(at / 1000));
  slider.setAttribute("aria-valuetext", `${playingTime(at)} of ${playingTime(length)}`);
  $("#stands").textContent = playingTime(at);
  $("#heard-words").textContent = `${playingTime(total(parts))} of ${playingTime(length)} heard.`;
  mark("cue", cues, at, "cue-now", follow);
  mark("chapter", chapters, at, "", () => {});
}

function draw(parts) {
  const now = parts.join(" ");
  if (now === drawn) return;
  drawn = now;
  map.replaceChildren(
    ...parts.map(([start, end]) => {
      const part = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      for (const [name, value] of Object.entries({ x: start, width: end - start, height: 10 })) {
        part.setAttribute(name, value);
      }
      return part;
    }),
  );
  const told = parts.map(([start, end]) => `${playingTime(start)} to ${playingTime(end)}`).join(", ");
  $(".heard-bar").setAttribute("aria-label", `Heard map. ${told ? `Heard: ${told}` : "Nothing yet"}.`);
  for (const chapter of chapters) showState(chapter, parts);
}

function showState(chapter, parts) {
  const from = Number(chapter.dataset.from);
  const to = Number(chapter.dataset.to);
  const inside = total(parts.map(([start, end]) => [Math.max(start, from), Math.min(end, to)]).filter(([a, b]) => a < b));
  const state = inside >= (to - from) * ENOUGH ? "heard" : inside > 0 ? "part heard" : "not heard";
  const sign = $(".chapter-state", chapter);
  if (sign.dataset.state === state) return;
  sign.dataset.state = state;
  sign.firstElementChild.textContent = state;
}

function mark(what, elements, at, name, whenNew) {
  const now = elements.findLast((element) => Number(element.dataset.from) <= at);
  if (now === current[what]) return;
  current[what]?.removeAttribute("aria-current");
  now?.setAttribute("aria-current", "true");
  if (name) {
    current[what]?.classList.remove(name);
    now?.classList.add(name);
  }
  current[what] = now;
  if (now) whenNew(now);
}

// The transcript follows, unless somebody is reading in it.
let readingUntil = 0;
for (const what of ["wheel", "touchmove", "keydown", "pointerdown"]) {
  words.addEventListener(what, () => (readingUntil = performance.now() + 8000), { passive: true });
}

function follow(cue) {
  if (!words.contains(document.activeElement)) lineToStopAt(cue.firstElementChild);
  if (sound.paused || performance.now() < readingUntil || !words.classList.contains("transcript-box")) return;
  words.scrollTop = cue.offsetTop - words.offsetTop - words.clientHeight / 3;
}

// Controls

const play = $("#play");

function seek(ms) {
  endStretch();
  wanted = Math.max(0, Math.min(ms, length - 1));
  if (sound.readyState) sound.currentTime = wanted / 1000;
  show();
}

function start() {
  if (sound.error) {
    // A browser does not ask again by itself for what it could not load.
    wanted = place();
    sound.load();
  }
  sound.playbackRate = speed;
  sound.play().catch((error) => error.name === "AbortError" || sayNotLoaded());
}

const sayNotLoaded = () => say("The sound could not be loaded. Try again, or read the transcript.");

function playFrom(ms) {
  seek(ms);
  start();
}

play.addEventListener("click", () => (sound.paused ? start() : sound.pause()));
for (const button of all("[data-jump]")) {
  button.addEventListener("click", () => seek(place() + Number(button.dataset.jump) * 1000));
}
for (const button of all("[data-speed]")) {
  button.addEventListener("click", () => {
    endStretch();
    speed = Number(button.dataset.speed);
    sound.defaultPlaybackRate = sound.playbackRate = speed;
    beginStretch();
    for (const other of all("[data-speed]")) other.setAttribute("aria-pressed", String(other === button));
  });
}
slider.addEventListener("input", () => {
  isDragged = true;
  show();
});
slider.addEventListener("change", () => {
  isDragged = false;
  seek(Number(slider.value) * 1000);
});
slider.addEventListener("keydown", (event) => {
  const steps = { ArrowLeft: -5, ArrowDown: -5, ArrowRight: 5, ArrowUp: 5, PageDown: -60, PageUp: 60 };
  if (!(event.key in steps)) return;
  event.preventDefault();
  seek(place() + steps[event.key] * 1000);
});
for (const chapter of chapters) {
  chapter.addEventListener("click", (event) => {
    event.preventDefault();
    playFrom(Number(chapter.dataset.from));
  });
}
const lines = cues.map((cue) => {
  const at = cue.firstElementChild;
  const button = document.createElement("button");
  button.type = "button";
  button.tabIndex = -1;
  button.textContent = at.textContent;
  button.setAttribute("aria-label", `Play from ${at.textContent}`);
  at.replaceWith(button);
  cue.addEventListener("click", () => {
    if (getSelection().isCollapsed) playFrom(Number(cue.dataset.from));
  });
  return button;
});

// The transcript is one stop for the Tab key; arrows go from line to line.
function lineToStopAt(line) {
  for (const other of lines) other.tabIndex = other === line ? 0 : -1;
}

words.addEventListener("keydown", (event) => {
  const steps = { ArrowDown: 1, ArrowUp: -1 };
  const line = lines[lines.indexOf(document.activeElement) + (steps[event.key] ?? NaN)];
  if (!line) return;
  event.preventDefault();
  lineToStopAt(line);
  line.focus();
});

const whole = $("#whole-transcript");
whole.addEventListener("click", () => {
  const isWhole = words.classList.toggle("transcript-box") === false;
  whole.setAttribute("aria-expanded", String(isWhole));
  whole.textContent = isWhole ? "Show a part of it, following the sound" : "Show the whole transcript";
});

// The sound

sound.addEventListener("loadedmetadata", () => {
  if (Math.abs(sound.currentTime * 1000 - wanted) > 500) sound.currentTime = wanted / 1000;
});
sound.addEventListener("play", () => {
  channel?.postMessage("playing");
  say("");
});
sound.addEventListener("playing", beginStretch);
sound.addEventListener("seeked", beginStretch);
sound.addEventListener("timeupdate", tick);
// Somebody else moved it (a headset, the system): it was played until that moment.
sound.addEventListener("seeking", () => stretch && endStretch(stretch.end + (moment() - stretch.ended) * stretch.speed));
sound.addEventListener("waiting", () => endStretch());
for (const what of ["play", "pause", "ended"]) {
  sound.addEventListener(what, () => {
    player.classList.toggle("is-playing", !sound.paused);
    play.setAttribute("aria-label", sound.paused ? "Play" : "Pause");
    if (sound.paused) report();
    show();
  });
}
sound.addEventListener("error", () => {
  sound.pause();
  sayNotLoaded();
});
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && report());
window.addEventListener("pagehide", report);

// One window plays at a time.
const channel = "BroadcastChannel" in window ? new BroadcastChannel("playing") : null;
channel?.addEventListener("message", () => sound.pause());

// A locked phone, a headset, a keyboard with keys for it
if ("mediaSession" in navigator) {
  const session = navigator.mediaSession;
  session.metadata = new MediaMetadata({ title: player.dataset.title, artist: player.dataset.campaign });
  const to = (chapter) => chapter && playFrom(Number(chapter.dataset.from));
  const near = (step) => chapters[chapters.indexOf(current.chapter) + step];
  const actions = {
    play: start,
    pause: () => sound.pause(),
    seekbackward: ({ seekOffset }) => seek(place() - (seekOffset ?? JUMP) * 1000),
    seekforward: ({ seekOffset }) => seek(place() + (seekOffset ?? JUMP) * 1000),
    seekto: ({ seekTime }) => seek(seekTime * 1000),
    previoustrack: () => to(near(-1) ?? chapters[0]),
    nexttrack: () => to(near(1)),
  };
  for (const [name, action] of Object.entries(actions)) {
    try {
      session.setActionHandler(name, action);
    } catch {
      // This browser does not know the action.
    }
  }
  sound.addEventListener("timeupdate", () => {
    session.setPositionState?.({ duration: length / 1000, position: Math.min(place(), length) / 1000, playbackRate: speed });
  });
}

sound.controls = false;
for (const hidden of all(".player-controls, .heard-here, .heard-place, #whole-transcript")) hidden.removeAttribute("hidden");
words.classList.add("transcript-box");
words.setAttribute("role", "group");
words.setAttribute("aria-label", "Lines of the transcript: arrow keys go from one to the next");
show();
sendTheLine();

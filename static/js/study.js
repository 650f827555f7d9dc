// Measured study: says to the server while this lesson is really being read (hours design, section 1).
// The page reports active milliseconds since its last acknowledged beat; the server decides what counts.

const BEAT_MS = 30_000;
const IDLE_MS = 5 * 60_000;
const TICK_MS = 1_000;
const JUMP_MS = 5_000; // a longer gap between ticks means the machine slept: that time is thrown away

const root = document.getElementById("study");
if (root && root.dataset.token) start(root);

function start(place) {
  const study = {
    token: place.dataset.token, csrf: place.dataset.csrf, seq: 0, opened: false, sending: false,
    active: 0, // ms since the last acknowledged beat
    pending: null, // a beat sent and not yet acknowledged: a retry repeats it word for word
    lastInput: performance.now(), lastTick: performance.now(), speaks: false, asked: false,
  };
  const figure = document.getElementById("credited");
  const status = document.getElementById("study-state");

  const say = (text) => { if (status && status.textContent !== text) status.textContent = text; };
  const mediaPlays = () => [...document.querySelectorAll("video, audio")].some((item) => !item.paused && !item.ended && item.readyState > 2);
  const isIdle = () => performance.now() - study.lastInput > IDLE_MS && !mediaPlays();

  for (const kind of ["pointerdown", "pointermove", "keydown", "scroll", "touchstart", "wheel"]) {
    addEventListener(kind, () => { study.lastInput = performance.now(); if (study.asked) dismiss(); }, { passive: true });
  }

  setInterval(() => {
    const now = performance.now();
    const passed = now - study.lastTick;
    study.lastTick = now;
    if (!study.speaks || document.visibilityState !== "visible") return;
    if (isIdle()) { ask(); return; }
    if (passed <= JUMP_MS) study.active += passed;
    if (study.active >= BEAT_MS || study.pending) beat();
  }, TICK_MS);

  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") last(); });
  addEventListener("pagehide", last);

  speakAlone(() => { study.speaks = true; study.lastTick = performance.now(); open(); }, () => say("Another tab of yours is being counted. Close it to count here."));
  watchTheEnd(place, study);

  function body(fields) {
    return new URLSearchParams({ csrfmiddlewaretoken: study.csrf, token: study.token, ...fields });
  }

  async function open() {
    if (study.opened || study.sending) return;
    const answer = await send(body({ kind: "open", seq: "0" }));
    if (answer && answer.ok) { study.opened = true; study.seq = Math.max(study.seq, 1); heard(answer.data); }
  }

  async function beat() {
    if (study.sending) return;
    if (!study.opened) { await open(); if (!study.opened) return; }
    study.pending ??= { seq: String(study.seq), active_ms: String(Math.floor(study.active)), visible: "1" };
    const sent = study.pending;
    const answer = await send(body({ kind: "beat", ...sent }));
    if (!answer) return;
    study.pending = null;
    study.seq += 1;
    study.active = Math.max(0, study.active - Number(sent.active_ms));
    if (answer.ok) heard(answer.data);
  }

  function last() {
    if (!study.speaks || !study.opened || study.active < 1000) return;
    const fields = study.pending ?? { seq: String(study.seq), active_ms: String(Math.floor(study.active)), visible: "1" };
    if (navigator.sendBeacon(place.dataset.beats, body({ kind: "beat", ...fields }))) {
      study.pending = null; study.seq += 1; study.active = 0;
    }
  }

  // Returns null when the same words should be sent again, else {ok, data}.
  async function send(fields) {
    study.sending = true;
    try {
      const response = await fetch(place.dataset.beats, { method: "POST", body: fields, headers: { Accept: "application/json" }, credentials: "same-origin" });
      if (response.ok) return { ok: true, data: await response.json() };
      if (response.status === 403) {
        const why = await response.json().catch(() => ({}));
        if (why.error === "not_open") { study.speaks = false; say(why.sentence); return { ok: false }; }
        await refresh();
        return null;
      }
      if (response.status === 409) { await refresh(); study.opened = false; study.seq = 0; return { ok: false }; }
      if (response.status === 429 || response.status >= 500) { say("The server is busy. Your reading time is kept here and sent again."); return null; }
      return { ok: false };
    } catch {
      say("You are offline. Time is counted again when the connection is back.");
      return null;
    } finally {
      study.sending = false;
    }
  }

  async function refresh() {
    const response = await fetch(place.dataset.refresh, { headers: { Accept: "application/json" }, credentials: "same-origin" });
    if (!response.ok) { say("Sign in again in another tab, then come back: nothing you read is lost."); return; }
    const fresh = await response.json();
    study.token = fresh.token; study.csrf = fresh.csrf; study.opened = false; study.seq = 0; study.pending = null;
  }

  function heard(data) {
    if (figure) figure.textContent = String(data.credited_minutes);
    const reasons = {
      overlap: "Part of this time was already counted in another tab.",
      over_cap: "This lesson has earned all the time it can.",
      daily_cap: "Ten hours are counted for today; that is the most for one day.",
      not_enrolled: "This enrollment has ended, so reading is no longer counted.",
      hidden: "The page was not in view.",
    };
    say(reasons[data.reason] ?? "Your reading time is being counted.");
  }

  function ask() {
    if (study.asked) return;
    study.asked = true;
    const dialog = document.createElement("dialog");
    dialog.id = "still-reading";
    dialog.setAttribute("aria-labelledby", "still-reading-title");
    dialog.innerHTML = '<h2 id="still-reading-title">Still reading?</h2><p>Counting has paused. Press any key or the button to go on.</p><form method="dialog"><button class="btn btn-primary">I am here</button></form>';
    document.body.append(dialog);
    dialog.showModal();
    say("Counting has paused.");
  }

  function dismiss() {
    document.getElementById("still-reading")?.remove();
    study.asked = false;
    study.lastTick = performance.now();
    say("Your reading time is being counted.");
  }
}

// One tab speaks for a person: tabs agree through Web Locks, or by announcing themselves where locks are missing.
function speakAlone(begin, wait) {
  if (navigator.locks) {
    navigator.locks.request("pathway-study", { ifAvailable: true }, (lock) => {
      if (!lock) {
        wait();
        return navigator.locks.request("pathway-study", () => { begin(); return new Promise(() => {}); });
      }
      begin();
      return new Promise(() => {});
    });
    return;
  }
  const channel = new BroadcastChannel("pathway-study");
  let taken = false;
  let speaks = false;
  channel.onmessage = (message) => {
    if (message.data === "who" && speaks) channel.postMessage("me");
    if (message.data === "me" && !speaks) taken = true;
  };
  const attempt = () => {
    taken = false;
    channel.postMessage("who");
    setTimeout(() => { if (taken) { wait(); setTimeout(attempt, 15_000); } else { speaks = true; begin(); } }, 400);
  };
  attempt();
}

// The end of the text came into view: the server keeps it once.
function watchTheEnd(place, study) {
  const end = document.querySelector("[data-lesson-end]");
  if (!end || !("IntersectionObserver" in window)) return;
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    observer.disconnect();
    const fields = new URLSearchParams({ csrfmiddlewaretoken: study.csrf, enrollment: place.dataset.enrollment, lesson: place.dataset.lesson });
    fetch(place.dataset.seen, { method: "POST", body: fields, credentials: "same-origin" });
  });
  observer.observe(end);
}

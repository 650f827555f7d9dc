// Answers are saved while they are written: to the server, with an honest line about it. Nothing is lost on a failure:
// what is not saved yet is sent again until it is, and leaving the page asks first.

const form = document.getElementById("attempt");
const line = document.getElementById("saved");
if (form && line) start();

function start() {
  let dirty = false;
  let sending = false;
  let since = null;
  let timer = null;

  form.addEventListener("input", () => { dirty = true; since ??= new Date(); show("saving", "Saving …"); clearTimeout(timer); timer = setTimeout(save, 800); });
  form.addEventListener("submit", () => { dirty = false; });
  addEventListener("online", save);
  addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });
  setInterval(() => { if (dirty && !sending) save(); }, 10_000);
  countDown();

  async function save() {
    if (!dirty || sending) return;
    sending = true;
    dirty = false;
    const body = new FormData(form);
    body.set("key", newKey());
    try {
      const response = await fetch(form.dataset.save, { method: "POST", body, headers: { Accept: "application/json" }, credentials: "same-origin" });
      const data = response.headers.get("Content-Type")?.includes("json") ? await response.json() : {};
      if (response.ok) { since = dirty ? since : null; show("saved", `Saved at ${data.saved_at}`); }
      else if (response.status === 409 || response.status === 422) { show("unsaved", data.sentence ?? "This could not be saved."); }
      else { dirty = true; show("unsaved", `Not saved since ${clock(since)}. Trying again.`); }
    } catch {
      dirty = true;
      show("unsaved", `Not saved since ${clock(since)}: you are offline. Your answers stay on this page and are sent when you are back.`);
    } finally {
      sending = false;
    }
  }

  function show(state, text) { line.dataset.state = state; line.textContent = text; }
}

function newKey() { return [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join(""); }

function clock(date) { return (date ?? new Date()).toLocaleTimeString([], { hour: "numeric", minute: "2-digit" }).toLowerCase(); }

// Time left by the server's count, so a wrong clock on this device changes nothing.
function countDown() {
  const place = document.getElementById("time-left");
  if (!place) return;
  const end = performance.now() + Number(place.dataset.seconds) * 1000;
  const words = place.querySelector("span");
  setInterval(() => {
    const minutes = Math.ceil((end - performance.now()) / 60_000);
    words.textContent = minutes > 0 ? `${minutes} min left` : "Time is up. What is saved counts.";
  }, 5_000);
}

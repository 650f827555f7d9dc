// One file to one question of an attempt: sent at the press of its button, with a line that says how far it has come and what became of it.
// Without this the same button sends the whole page the plain way.

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-file-send]");
  if (!button) return;
  event.preventDefault();
  send(button);
});

let onTheWay = 0;
addEventListener("beforeunload", (event) => {
  if (onTheWay) event.preventDefault();
});

async function send(button) {
  const place = button.closest("[data-file-upload]");
  const field = place.querySelector("input[type=file]");
  const file = field.files[0];
  if (!file) {
    say(place, "failed", "none");
    field.focus();
    return;
  }
  if (button.ariaDisabled === "true") return; // on its way already; a button that is switched off would drop the focus
  button.ariaDisabled = "true";
  onTheWay += 1;
  const answer = await post(button, file, field.name, (percent) => say(place, "sending", percent < 100 ? "sending" : "checking", file.name, percent));
  onTheWay -= 1;
  button.ariaDisabled = "false";
  if (answer.html === undefined) {
    tell(place, "failed", answer.sentence ?? words(place, answer.isOffline ? "offline" : "failed", file.name));
    return;
  }
  place.querySelector("[data-file-parts]").innerHTML = answer.html;
  tell(place, "done", answer.sentence);
  (place.querySelector("input[type=file]") ?? place.querySelector("[data-file-state]")).focus();
}

// The key names this sending, so that a request that is repeated on its way keeps one file.
function post(button, file, name, progress) {
  const form = new FormData();
  form.append("csrfmiddlewaretoken", button.form.elements.csrfmiddlewaretoken.value);
  form.append("key", [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join(""));
  form.append(name, file);
  return new Promise((done) => {
    const request = new XMLHttpRequest(); // fetch tells nothing of what has left
    request.open("POST", button.formAction);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", ({ loaded, total }) => progress(Math.floor((100 * loaded) / total)));
    request.addEventListener("load", () => done(read(request.responseText)));
    request.addEventListener("error", () => done({ isOffline: true }));
    request.send(form);
  });
}

// Something on the way may answer with a page of its own.
function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

function words(place, kind, name = "", percent = "") {
  return place.querySelector("[data-file-state]").dataset[kind].replace("{name}", name).replace("{percent}", percent);
}

function say(place, state, kind, name, percent) {
  tell(place, state, words(place, kind, name, percent));
}

function tell(place, state, text) {
  const line = place.querySelector("[data-file-state]");
  line.dataset.state = state;
  if (line.textContent !== text) line.textContent = text;
}

// Verifying documents by keyboard: o opens the file, v verifies, r goes to the reason, n to the next one. The page works without this.

const page = document.querySelector("[data-verifying]");
page?.querySelector("[data-keys]")?.removeAttribute("hidden");

const acts = {
  o: () => press("[data-open]"),
  v: () => press("[data-verify]"),
  n: () => press("[data-next]"),
  r: () => focusOn("#reason"),
};

document.addEventListener("keydown", (event) => {
  if (!page || event.ctrlKey || event.metaKey || event.altKey || event.repeat || isWriting(event.target)) return;
  if (acts[event.key]?.()) event.preventDefault();
});

function isWriting(element) {
  return element.matches?.("textarea, select, input:not([type=radio]):not([type=checkbox])") ?? false;
}

function press(selector) {
  const found = page.querySelector(selector);
  found?.click();
  return Boolean(found);
}

function focusOn(selector) {
  const found = page.querySelector(selector);
  found?.focus();
  return Boolean(found);
}

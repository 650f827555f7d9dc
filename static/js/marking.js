// Marking by keyboard: a number chooses in the row at hand, n and p go to the next and previous answer, s keeps the mark.
// The page works without this: links and a form, which htmx exchanges for the next answer where scripts run.

const REFUSED = [409, 422];

// what was refused comes back with what was typed, as what was kept brings the next answer
document.body.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.id === "marking" && REFUSED.includes(event.detail.xhr.status)) Object.assign(event.detail, { shouldSwap: true, isError: false });
});

// the new answer's title is read out, and the keyboard starts there
document.body.addEventListener("htmx:afterSettle", () => { document.querySelector("[role=alert], [data-marking-title]")?.focus?.(); scrollTo(0, 0); });

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
  const act = /^[0-9]$/.test(event.key) ? () => choose(event.key) : { n: () => follow("next"), p: () => follow("previous"), s: keep }[event.key];
  if (act && act()) event.preventDefault();
});

function isWriting(element) {
  return element.matches?.("textarea, select, input:not([type=radio]):not([type=checkbox])") ?? false;
}

function rows() { return [...document.querySelectorAll("[data-marking] [data-rubric-row]")]; }

// The row with the focus, else the first that has no points yet.
function rowAtHand() {
  return document.activeElement?.closest("[data-rubric-row]") ?? rows().find((row) => !row.querySelector("input:checked")) ?? rows()[0];
}

function choose(key) {
  const row = rowAtHand();
  const input = row?.querySelector(`input[data-key="${key}"]`);
  if (!input) return false;
  input.checked = true;
  const next = rows()[rows().indexOf(row) + 1];
  (next?.querySelector("input") ?? input).focus();
  return true;
}

function follow(way) {
  const link = document.querySelector(`[data-marking-${way}]`);
  link?.click();
  return Boolean(link);
}

function keep() {
  const button = document.querySelector("[data-marking-form] button[type=submit]");
  button?.click();
  return Boolean(button);
}

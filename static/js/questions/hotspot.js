// Pictures to point at: a press or the arrow keys move a crosshair, and the two numbers beside the picture follow. The numbers are the
// answer, so everything works without this. Listens on the document, because a page may bring its questions later.

const SMALL = 1;
const LARGE = 10;
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

enhance(document);
document.addEventListener("htmx:load", (event) => enhance(event.target));

document.addEventListener("click", (event) => {
  const picture = event.target.closest("[data-hotspot-picture]");
  const field = picture && fieldOf(picture);
  if (!field || event.detail === 0) return; // a click that a keyboard made has no place
  const box = (picture.querySelector("img") ?? picture).getBoundingClientRect(); // within its border
  mark(field, ((event.clientX - box.left) / box.width) * 100, ((event.clientY - box.top) / box.height) * 100);
});

document.addEventListener("keydown", (event) => {
  const move = MOVES[event.key];
  if (!move || !event.target.matches("[data-hotspot-picture]") || event.ctrlKey || event.altKey || event.metaKey) return;
  const field = fieldOf(event.target);
  if (!field) return;
  event.preventDefault(); // the page does not scroll below the crosshair
  const [x, y] = numbers(field);
  const step = event.shiftKey ? LARGE : SMALL;
  if (isMarked(field)) mark(field, Number(x.value) + move[0] * step, Number(y.value) + move[1] * step);
  else mark(field, 50, 50);
});

document.addEventListener("input", (event) => {
  const field = event.target.closest("[data-hotspot]");
  if (field && numbers(field).includes(event.target)) { choosePoint(field); draw(field); }
});

document.addEventListener("change", (event) => {
  const field = event.target.type === "radio" && event.target.closest("[data-hotspot]");
  if (field) draw(field); // a name that was chosen takes the crosshair away
});

document.addEventListener("answer:filled", (event) => { for (const field of event.target.querySelectorAll("[data-hotspot]")) draw(field); });

function enhance(root) {
  for (const field of root.querySelectorAll("[data-hotspot]")) {
    const picture = field.querySelector("[data-hotspot-picture]");
    if (!picture.querySelector("img") || field.matches(":disabled")) continue;
    picture.tabIndex = 0;
    picture.setAttribute("role", "application"); // arrow keys are ours here, not the screen reader's
    picture.setAttribute("aria-label", `${field.querySelector("[data-hotspot-said]").dataset.name}: ${picture.querySelector("img").alt}`);
    field.querySelector("[data-hotspot-help]").hidden = false;
  }
}

// The question around the picture, unless it cannot be answered or is only looked back on.
function fieldOf(picture) {
  const field = picture.closest("[data-hotspot]");
  return field && !field.matches(":disabled") ? field : null;
}

function numbers(field) { return [...field.querySelectorAll('input[type="number"]')]; }

function isMarked(field) { return numbers(field).every((input) => input.value !== ""); }

function mark(field, x, y) {
  const [first, second] = numbers(field);
  first.value = kept(x);
  second.value = kept(y);
  first.dispatchEvent(new Event("input", { bubbles: true })); // draws, and tells whoever saves
  const said = field.querySelector("[data-hotspot-said]");
  said.textContent = said.dataset.words.replace("X", first.value).replace("Y", second.value);
}

function kept(share) { return String(Math.round(Math.min(100, Math.max(0, share)) * 10) / 10); }

function draw(field) {
  const crosshair = field.querySelector("[data-hotspot-mark]");
  const [x, y] = numbers(field).map((input) => input.value || "0");
  const named = field.querySelector('input[type="radio"]:checked:not([value="point"])');
  crosshair.setAttribute("visibility", isMarked(field) && !named ? "visible" : "hidden");
  for (const line of crosshair.querySelectorAll("line")) {
    const [from, to, share] = "down" in line.dataset ? ["x1", "x2", x] : ["y1", "y2", y];
    line.setAttribute(from, share);
    line.setAttribute(to, share);
  }
}

function choosePoint(field) {
  const point = field.querySelector('input[type="radio"][value="point"]');
  if (point) point.checked = true;
}

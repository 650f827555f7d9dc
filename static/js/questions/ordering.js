// Steps are moved with buttons or by dragging, beside the lists of places, which go on working: they hold the answer.
// Nothing is answered until something is moved or chosen.

for (const list of document.querySelectorAll("[data-ordering]")) start(list);
document.addEventListener("htmx:load", (event) => { for (const list of event.target.querySelectorAll?.("[data-ordering]") ?? []) start(list); });

function start(list) {
  if (list.dataset.started || list.closest("fieldset:disabled")) return;
  list.dataset.started = "true";
  const said = document.createElement("p");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  list.after(said);
  for (const row of list.children) equip(row);
  arrange();
  list.addEventListener("change", arrange);
  document.addEventListener("answer:filled", (event) => { if (event.target.contains(list)) arrange(); });

  function equip(row) {
    const text = row.querySelector("label").textContent.trim();
    const moves = document.createElement("div");
    moves.className = "step-moves";
    moves.append(handle(row), button(row, "↑", `${list.dataset.up}: ${text}`, -1), button(row, "↓", `${list.dataset.down}: ${text}`, 1));
    row.append(moves);
    row.addEventListener("dragover", (event) => {
      const dragged = list.querySelector(".step-dragged");
      if (!dragged) return;
      event.preventDefault();
      if (dragged === row) return;
      const box = row.getBoundingClientRect();
      if (event.clientY < box.top + box.height / 2) row.before(dragged); else row.after(dragged);
    });
    row.addEventListener("drop", (event) => { if (list.querySelector(".step-dragged")) event.preventDefault(); });
  }

  function button(row, sign, name, by) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "btn btn-outline-primary";
    made.textContent = sign;
    made.setAttribute("aria-label", name);
    made.addEventListener("click", () => {
      const beside = by < 0 ? row.previousElementSibling : row.nextElementSibling;
      if (beside && by < 0) beside.before(row); else if (beside) beside.after(row);
      number();
      made.focus();
      said.textContent = `${list.dataset.place} ${place(row)}`;
    });
    return made;
  }

  function handle(row) {
    const made = document.createElement("span");
    made.className = "step-handle";
    made.draggable = true;
    made.textContent = "⠿";
    made.setAttribute("aria-hidden", "true");
    made.addEventListener("dragstart", (event) => {
      row.classList.add("step-dragged");
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", "");
      event.dataTransfer.setDragImage(row, 0, 0);
    });
    made.addEventListener("dragend", () => { row.classList.remove("step-dragged"); number(); });
    return made;
  }

  // The rows in the order of their places, once each has one of its own. Who works in one keeps the focus.
  function arrange() {
    const rows = [...list.children];
    if (new Set(rows.map(place)).size < rows.length || rows.some((row) => !place(row))) return;
    const sorted = [...rows].sort((one, other) => place(one) - place(other));
    if (sorted.every((row, at) => row === rows[at])) return;
    const worked = document.activeElement;
    list.append(...sorted);
    if (list.contains(worked)) worked.focus();
  }

  function number() {
    [...list.children].forEach((row, at) => { row.querySelector("select").value = String(at + 1); });
    list.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function place(row) { return Number(row.querySelector("select").value); }
}

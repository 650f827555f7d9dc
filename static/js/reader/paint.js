// Shows what the reader marked: highlighted words in the text, notes and bookmarks in the margin (below the paragraph on phones).
import { characters, text } from "./passages.js";

const GAP = 8;

export function paint(list) {
  clear();
  for (const item of list) {
    const passage = item.dataset.address && document.getElementById(item.dataset.address);
    if (!passage) continue;
    if (item.dataset.kind !== "bookmark" && item.dataset.words) wrap(passage, item);
    if (item.dataset.kind !== "highlight" || item.dataset.state === "changed") annotate(passage, item);
  }
  arrange();
}

function clear() {
  for (const mark of text.querySelectorAll("mark[data-of]")) {
    const parent = mark.parentNode;
    mark.replaceWith(...mark.childNodes);
    parent.normalize();
  }
  text.querySelectorAll(".mark-note").forEach((note) => note.remove());
}

// The marked words, in as many pieces as there are elements between them. A note on a whole passage paints nothing: the margin says it.
function wrap(passage, item) {
  const all = characters(passage);
  const start = Number(item.dataset.start);
  const length = [...item.dataset.words].length;
  if (item.dataset.kind === "note" && length === all.length) return;
  const pieces = new Map();
  for (const one of all.slice(start, start + length)) {
    if (!one.width) continue;
    const piece = pieces.get(one.node) || { from: one.at, to: one.at };
    piece.to = one.at + one.width;
    pieces.set(one.node, piece);
  }
  for (const [node, piece] of pieces) {
    const range = document.createRange();
    range.setStart(node, piece.from);
    range.setEnd(node, piece.to);
    const mark = document.createElement("mark");
    mark.className = `marked-${item.dataset.kind}`;
    mark.dataset.of = item.dataset.mark;
    mark.dataset.state = item.dataset.state;
    range.surroundContents(mark);
  }
}

function annotate(passage, item) {
  const note = document.createElement("aside");
  note.className = "margin-note mark-note";
  note.setAttribute("role", "note");
  note.setAttribute("aria-label", item.dataset.kind === "bookmark" ? "Your bookmark" : "Your note");
  const said = document.createElement("p");
  const own = item.querySelector("[data-note]");
  const changed = item.dataset.state === "changed" ? "The text changed here. You had marked: “" + item.querySelector(".mark-quote").textContent + "” " : "";
  said.textContent = changed + (own ? own.innerText.trim() : item.dataset.kind === "bookmark" ? "Bookmark" : "");
  const more = document.createElement("p");
  const link = document.createElement("a");
  link.href = `#${item.id}`;
  link.textContent = own ? "Change this note" : "See this mark";
  more.append(link);
  note.append(said, more);
  note.passage = passage;
  const block = passage.closest("li, tr, table, figure, details") || passage;
  const host = block.closest("ul, ol, table, figure, details") || block;
  host.after(note);
}

// On wide screens a note stands beside its passage, below whatever stands there already.
export function arrange() {
  const notes = [...text.querySelectorAll(".mark-note")];
  const wide = window.matchMedia("(min-width: 80rem)").matches;
  const taken = wide ? [...text.querySelectorAll(".margin-note:not(.mark-note)")].map((one) => one.getBoundingClientRect()) : [];
  for (const note of notes) {
    note.classList.toggle("beside", wide);
    note.style.removeProperty("top");
    if (!wide) continue;
    const origin = text.getBoundingClientRect().top;
    let top = note.passage.getBoundingClientRect().top;
    const height = note.offsetHeight;
    for (const box of [...taken].sort((one, other) => one.top - other.top)) {
      if (top < box.bottom + GAP && top + height + GAP > box.top) top = box.bottom + GAP;
    }
    note.style.top = `${top - origin}px`;
    taken.push({ top, bottom: top + height });
  }
}

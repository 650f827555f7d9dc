// The small bar beside marked words: highlight, note, bookmark, report. It comes with a selection, or from the button of a heading.
import { anchorIn, characters, passageOf, passages, text, words } from "./passages.js";

const CHOICES = [["highlight", "quote", "Highlight"], ["note", "pencil", "Note"], ["bookmark", "bookmark", "Bookmark"], ["report", "flag", "Report"]];

export function tools(reader, act) {
  const bar = document.createElement("div");
  bar.className = "mark-tools";
  bar.hidden = true;
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", "What to do with these words");
  let anchors = [];
  let opener = null;
  for (const [kind, icon, label] of CHOICES) {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.kind = kind;
    button.append(symbol(reader, icon), label);
    button.addEventListener("click", () => { const chosen = anchors; const from = opener; close(); act(kind, chosen, from); });
    bar.append(button);
  }
  document.getElementById("content").append(bar);

  function show(box, found, from) {
    anchors = found;
    opener = from;
    bar.hidden = false;
    const left = Math.min(Math.max(8, box.left), window.innerWidth - bar.offsetWidth - 8);
    const below = box.bottom + 8;
    const fits = below + bar.offsetHeight < window.innerHeight;
    bar.style.left = `${left + window.scrollX}px`;
    bar.style.top = `${(fits ? below : box.top - bar.offsetHeight - 8) + window.scrollY}px`;
  }

  function close() {
    bar.hidden = true;
    anchors = [];
  }

  function selected() {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) { if (!bar.contains(document.activeElement)) close(); return; }
    const range = selection.getRangeAt(0);
    if (!text.contains(range.commonAncestorContainer)) return;
    const from = passageOf(range.startContainer);
    const some = from && from.contains(range.endContainer) ? [from] : passages().filter((one) => range.intersectsNode(one));
    const found = some.map((one) => anchorIn(one, range)).filter((one) => one && one.quote);
    if (found.length) show(range.getBoundingClientRect(), found.slice(0, 20), null);
  }

  let waiting = 0;
  document.addEventListener("selectionchange", () => { clearTimeout(waiting); waiting = setTimeout(selected, 200); });
  bar.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) move(bar, step);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !bar.hidden) { close(); if (opener) opener.focus(); }
    if (event.key === "Tab" && !bar.hidden && !event.shiftKey && !bar.contains(document.activeElement) && !opener) { event.preventDefault(); bar.firstChild.focus(); }
  });
  document.addEventListener("pointerdown", (event) => { if (opener && !bar.contains(event.target) && !opener.contains(event.target)) close(); });

  for (const passage of passages()) headings(passage);

  function headings(passage) {
    const heading = /^H[2-6]$/.test(passage.nodeName);
    if (!heading && passage !== passages()[0]) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "passage-button";
    const said = words(characters(passage));
    button.setAttribute("aria-label", heading ? `Note or bookmark: ${said}` : "Note or bookmark: the beginning");
    button.append(symbol(reader, "pencil"));
    button.addEventListener("click", () => {
      show(button.getBoundingClientRect(), [{ address: passage.id, quote: "", prefix: "", said }], button);
      bar.firstChild.focus();
    });
    if (heading) passage.setAttribute("aria-label", said); // the button is no part of the heading's name
    passage.append(button);
  }
}

function move(bar, step) {
  const buttons = [...bar.querySelectorAll("button")];
  const at = buttons.indexOf(document.activeElement);
  buttons[(at + step + buttons.length) % buttons.length].focus();
}

function symbol(reader, name) {
  const box = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  box.setAttribute("class", "icon");
  box.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `${reader.dataset.sprite}#${name}`);
  box.append(use);
  return box;
}

// The reader's own tools on a lesson page: what they marked is asked for after the page is shown, painted, and added to.
import { keepPlace } from "./reader/place.js";
import { paint, arrange } from "./reader/paint.js";
import { tools } from "./reader/tools.js";

const reader = document.getElementById("reader");
const marks = document.getElementById("marks");
let offered = false;
let cameFrom = "";

if (reader && marks && document.getElementById("lesson-text")) start();

function start() {
  tools(reader, act);
  keepPlace(reader);
  // what was refused comes back with its sentence in place of the notes, as what was kept does
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target === marks && event.detail.xhr.status === 422) Object.assign(event.detail, { shouldSwap: true, isError: false });
  });
  document.body.addEventListener("htmx:afterSettle", (event) => { if (event.detail.target === marks) shown(); });
  addEventListener("resize", () => requestAnimationFrame(arrange));
  document.fonts.ready.then(arrange);
}

function shown() {
  paint(marks.querySelectorAll("[data-mark]"));
  offer();
  if (cameFrom && !marks.querySelector("[role=alert]")) { goTo(cameFrom); cameFrom = ""; }
}

// Back to the words that were written about; whoever asks for no motion gets none anywhere here.
function goTo(address) {
  const place = document.getElementById(address);
  if (!place) return;
  place.tabIndex = -1;
  place.focus();
}

// “Go on where you stopped”: offered once, and not where the address names a place already.
function offer() {
  const resume = marks.querySelector("[data-resume]");
  if (!resume || offered || location.hash) return;
  offered = true;
  document.getElementById("content").append(resume);
  resume.hidden = false;
  const link = resume.querySelector("a");
  const hash = link.hash;
  link.href = hash;
  const away = () => resume.remove();
  resume.querySelector("[data-close]").addEventListener("click", away);
  link.addEventListener("click", () => {
    const place = document.getElementById(hash.slice(1));
    if (place) { place.tabIndex = -1; place.focus({ preventScroll: true }); }
    away();
  });
}

async function act(kind, anchors, opener) {
  if (!anchors.length) return;
  if (kind === "note" || kind === "report") { write(kind, anchors[0]); return; }
  for (const anchor of kind === "bookmark" ? anchors.slice(0, 1) : anchors) await send({ kind, ...anchor });
  document.getSelection().removeAllRanges();
  if (opener) opener.focus();
}

function send({ kind, address, quote, prefix }) {
  const values = { kind, address, quote, prefix, snapshot: reader.dataset.snapshot };
  return window.htmx.ajax("POST", reader.dataset.add, { target: "#marks", swap: "innerHTML", values });
}

// The form below the lesson takes the words; it says which, and has the focus.
function write(kind, anchor) {
  const form = document.getElementById(kind === "note" ? "add-note" : "report-form");
  if (!form) return;
  const details = form.closest("details");
  if (details) details.open = true;
  const about = form.querySelector("[data-about]");
  let chosen = [...about.options].find((one) => one.dataset.own);
  if (!chosen) {
    chosen = new Option("", "");
    chosen.dataset.own = "1";
    about.prepend(chosen);
  }
  const said = anchor.quote || anchor.said;
  cameFrom = kind === "note" ? anchor.address : ""; // who reports reads the thanks first
  chosen.value = anchor.address;
  chosen.textContent = `“${said.length > 80 ? said.slice(0, 79) + "…" : said}”`;
  about.value = anchor.address;
  about.selectedIndex = 0;
  for (const name of ["quote", "prefix"]) {
    let field = form.querySelector(`input[name=${name}]`);
    if (!field) {
      field = Object.assign(document.createElement("input"), { type: "hidden", name });
      form.append(field);
      about.addEventListener("change", () => { field.disabled = !about.selectedOptions[0].dataset.own; });
    }
    field.disabled = false;
    field.value = anchor[name];
  }
  document.getSelection().removeAllRanges();
  form.querySelector("textarea").focus();
}

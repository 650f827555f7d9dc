// An attempt being answered: what is written goes to the journal of this device, and from there to the server.

import { countDown } from "./countdown.js";
import { fieldsOf, fill, questionOf } from "./fields.js";
import { Journal } from "./journal.js";
import { Line } from "./line.js";
import { Noticing } from "./noticing.js";
import { openStore } from "./store.js";
import { Wire } from "./wire.js";

const QUIET_MS = 700; // after the last change of a choice
const TYPING_MS = 4_000; // while somebody writes without a pause
const LAST_WORDS = ["saved", "ended", "refused"]; // what the server says once of an answer: every tab has to know
const form = document.getElementById("attempt");
if (form) start();

async function start() {
  const { attempt, person } = form.dataset;
  const store = await openStore(attempt, person);
  const line = new Line(document.getElementById("saved"), store);
  const noticing = new Noticing(form);
  const tabs = "BroadcastChannel" in window ? new BroadcastChannel(`pathway-attempt-${attempt}-${person}`) : null;
  const seen = new Map(); // the newest step this page knows, by question; else what the page came with
  const wire = new Wire(form);
  const journal = new Journal({ store, wire, name: attempt, told, extras: () => noticing.fields(), sent: (arrived) => noticing.sent(arrived) });
  const timers = new Map();
  let isLeaving = false;

  countDown();
  await giveBack();
  form.addEventListener("input", changed);
  form.addEventListener("submit", leave);
  addEventListener("online", () => journal.send());
  addEventListener("pageshow", () => journal.send());
  document.addEventListener("visibilitychange", () => flush());
  addEventListener("beforeunload", ask);
  tabs?.addEventListener("message", ({ data }) => hear(data));
  journal.send();

  // What an earlier visit could not send stands in the form again, before it is sent.
  async function giveBack() {
    const kept = await store.all();
    store.take(kept);
    for (const entry of kept) fill(form, entry.position, entry.fields);
  }

  function seenOf(position) {
    return seen.get(position) ?? Number(form.elements.seen.value);
  }

  function changed(event) {
    if (event.target.type === "file") return; // a chosen file goes its own way, and is not saved by being chosen
    const position = questionOf(event.target);
    if (!position) return;
    const timer = timers.get(position) ?? { since: performance.now() };
    clearTimeout(timer.id);
    const wait = Math.max(0, Math.min(QUIET_MS, timer.since + TYPING_MS - performance.now()));
    timer.id = setTimeout(() => keep(position), wait);
    timers.set(position, timer);
  }

  async function keep(position) {
    clearTimeout(timers.get(position)?.id);
    timers.delete(position);
    const fields = fieldsOf(form, position);
    await journal.write({ position, fields, seen: seenOf(position), writtenAt: Date.now() });
    await journal.send();
  }

  async function flush() {
    await Promise.all([...timers.keys()].map(keep));
    return journal.send();
  }

  function told(kind, data, entries) {
    if (!LAST_WORDS.includes(kind)) return line.show(kind, data);
    tabs?.postMessage({ kind, data, entries });
    return hear({ kind, data, entries });
  }

  // The server's last word about answers, which this tab or another of this browser has written and either has sent. What another wrote
  // stands here too, unless this tab has something newer.
  async function hear({ kind, data, entries }) {
    const steps = data.steps ?? {};
    const mine = entries.filter((entry) => journal.store.isMine(entry));
    for (const { position } of mine) if (steps[position]) seen.set(position, steps[position]);
    const waiting = await journal.store.all();
    for (const entry of entries) {
      const { position, fields } = entry;
      const isNewer = timers.has(position) || waiting.some((one) => one.position === position);
      if (mine.includes(entry) || !steps[position] || isNewer) continue;
      fill(form, position, fields);
      seen.set(position, steps[position]);
    }
    if (data.conflicts?.length) line.show("conflict", { address: `${form.dataset.take}?again=${data.step}#attempt` });
    else if (kind !== "saved" || !waiting.some((one) => journal.store.isMine(one))) line.show(kind, data);
  }

  // The form goes the plain way, with everything in it, once what is kept here has arrived or cannot.
  async function leave(event) {
    if (isLeaving) return;
    event.preventDefault();
    const submitter = event.submitter;
    const isSent = await flush().catch(() => true); // a device whose store has failed keeps nothing back: the form carries every answer itself
    if (!isSent) return; // the line says why; what was written stays here
    for (const [position, step] of seen) addField(`seen-q${position}`, step);
    isLeaving = true;
    form.requestSubmit(submitter);
  }

  function addField(name, value) {
    const field = form.querySelector(`input[name="${name}"]`) ?? document.createElement("input");
    Object.assign(field, { type: "hidden", name, value: String(value) });
    form.append(field);
  }

  function ask(event) {
    if (!isLeaving && (timers.size || (!journal.store.isDurable && journal.store.entries.length))) event.preventDefault();
  }
}

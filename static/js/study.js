// Measured study: says to the server while this lesson is really being read (hours design, section 1).
// The page reports active milliseconds since its last acknowledged beat; the server decides what counts.

import { Media, watchInput } from "./study/activity.js";
import { voice } from "./study/alone.js";
import { watchTheEnd } from "./study/end.js";
import { Meter } from "./study/meter.js";
import { Question } from "./study/question.js";
import { Wire } from "./study/wire.js";
import { Words } from "./study/words.js";

const BEAT_MS = 30_000;
const LOOK_MS = 1_000;
const now = () => performance.now();

const root = document.getElementById("study");
if (root && root.dataset.token) start(root);

function start(place) {
  const words = new Words();
  const meter = new Meter(now);
  const media = new Media(now);
  const wire = new Wire(place, meter, { heard, troubled: (kind) => words.troubled(kind) });
  const question = new Question(() => {
    resume();
    meter.input();
  });
  const tab = voice({
    begin() {
      speaks = true;
      words.counting();
      resume();
    },
    wait: () => words.waiting(),
  });
  let speaks = false;
  let counts = false; // whether the time since the last look is study: it was in view, ours to report, and somebody was there

  watchInput((sign) => {
    if (!question.isOpen) meter.input(sign);
  });
  watchTheEnd(place, wire);

  function heard(data) {
    words.heard(data);
    if (question.isOpen) words.paused();
  }

  function look() {
    media.look();
    meter.look(counts);
    if (counts && meter.isQuiet && !media.plays) pause();
    counts = speaks && isShown() && !question.isOpen;
    if (meter.active >= BEAT_MS) wire.load();
    if (speaks && wire.isOld) wire.renew();
    else if (wire.isOwing && (speaks || (wire.pending && !wire.pending.wasBeaconed))) send();
  }

  function pause() {
    question.ask();
    words.paused();
    wire.load();
  }

  // Somebody is here again: the five minutes begin anew, and so does the session where the old one has ended.
  function resume() {
    meter.restart();
    counts = speaks && isShown() && !question.isOpen;
    if (!speaks) return;
    if (wire.isStale) wire.renew();
    else send();
  }

  // What was on its way while the page was hidden is followed by the rest.
  async function send() {
    await wire.send();
    if (!isShown()) wire.farewell();
  }

  function hide() {
    meter.look(counts); // the time up to here was in view
    counts = false;
    wire.farewell();
    speaks = false;
    tab.leave();
  }

  function show() {
    meter.restart();
    tab.ask();
  }

  setInterval(look, LOOK_MS);
  document.addEventListener("visibilitychange", () => (isShown() ? show() : hide()));
  addEventListener("pagehide", hide);
  addEventListener("pageshow", (event) => event.persisted && isShown() && show()); // back from the browser's page cache
  addEventListener("online", () => {
    wire.tryNow();
    send();
  });
  if (isShown()) tab.ask();
}

function isShown() {
  return document.visibilityState === "visible";
}

// A page after the questions: what this device still keeps of the attempt is sent from here, and the journal is empty then.

import { Journal } from "./journal.js";
import { Line } from "./line.js";
import { openStore } from "./store.js";
import { Wire } from "./wire.js";

const place = document.getElementById("attempt-rest");
if (place) send();

async function send() {
  const { attempt, person } = place.dataset;
  const store = await openStore(attempt, person);
  if (!store.isDurable || !(await store.all()).length) return;
  const line = new Line(document.getElementById("saved"), store);
  const journal = new Journal({ store, wire: new Wire(place), name: attempt, told: (kind, data) => line.show(kind, data) });
  addEventListener("online", () => journal.send());
  line.show("kept");
  journal.send();
}

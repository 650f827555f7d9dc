// Each change is kept on this device first, then sent, and forgotten only when the server has said that it has it.
// Tabs of one browser share what is kept: whoever holds the lock sends for all of them (decision 54).

import { newKey } from "./key.js";
import { MemoryStore } from "./store.js";

const FIRST_DELAY_MS = 2_000;
const LONGEST_DELAY_MS = 30_000;

export class Journal {
  // told(kind, data, entries) after each answer; extras() gives fields that go along, sent(true) or (false) says whether they arrived.
  constructor({ store, wire, name, told, extras = () => [], sent = () => {} }) {
    Object.assign(this, { store, wire, name, told, extras, sent });
    this.delay = FIRST_DELAY_MS;
    this.running = null;
  }

  // A device that is full keeps nothing more: then this page does, and says so.
  async write(entry) {
    try {
      await this.store.put(entry);
    } catch {
      this.store = Object.assign(new MemoryStore(), { mine: this.store.mine });
      await this.store.put(entry);
      this.told("memory", {}, [entry]);
      return;
    }
    this.told("kept", {}, [entry]);
  }

  // Sends until nothing is left or the server cannot be reached; whether nothing is left.
  async send() {
    while (this.running) await this.running;
    clearTimeout(this.timer);
    this.running = this.#alone(() => this.#sendAll());
    try {
      return await this.running;
    } finally {
      this.running = null;
    }
  }

  #alone(act) {
    return navigator.locks ? navigator.locks.request(`pathway-attempt-${this.name}`, act) : act();
  }

  async #sendAll() {
    for (let batch = await this.#next(); batch; batch = await this.#next()) {
      const { kind, data } = await this.wire.save(batch.key, [...fieldsOf(batch.entries), ...this.extras()]);
      this.sent(kind === "saved");
      if (kind === "refused" && batch.entries.length > 1) {
        await this.#apart(batch.entries);
        continue;
      }
      if (["saved", "ended", "refused"].includes(kind)) {
        await this.store.remove(batch.entries);
        this.delay = FIRST_DELAY_MS;
        this.told(kind, data, batch.entries);
        continue;
      }
      this.told(kind, data, batch.entries);
      this.#later(kind);
      return false;
    }
    return true;
  }

  // The oldest save that is under way is said again word for word, with its key; else what is new becomes one. Two tabs may have written to
  // one question: each of its answers goes in a save of its own, the older first.
  async #next() {
    const entries = await this.store.all();
    if (!entries.length) return null;
    const under = entries.find((entry) => entry.batch);
    if (under) return { key: under.batch, entries: entries.filter((entry) => entry.batch === under.batch) };
    const key = newKey();
    const first = entries.filter((entry, at) => entries.findIndex((one) => one.position === entry.position) === at);
    await this.store.mark(first, key);
    return { key, entries: first };
  }

  // One answer of several was refused: each goes alone, so that the others arrive.
  async #apart(entries) {
    for (const entry of entries) await this.store.mark([entry], newKey());
  }

  #later(kind) {
    if (kind === "other_person") return; // it waits for its writer
    this.timer = setTimeout(() => this.send(), this.delay * (0.75 + Math.random() / 2));
    this.delay = Math.min(this.delay * 2, LONGEST_DELAY_MS);
  }
}

function fieldsOf(entries) {
  const written = Math.max(...entries.map((entry) => entry.writtenAt));
  const fields = entries.flatMap((entry) => [...entry.fields, [`seen-q${entry.position}`, String(entry.seen)]]);
  return [...fields, ["written_at", String(written)]];
}

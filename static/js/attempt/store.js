// Where unsent answers lie: IndexedDB, shared by the tabs of one browser; memory where a browser gives none (private windows).
// An entry belongs to one attempt and one person, and is never read for another.

import { newKey } from "./key.js";

const NAME = "pathway-attempts";
const STORE = "answers";

export async function openStore(attempt, person) {
  const owner = `${attempt}/${person}`;
  try {
    const store = new DeviceStore(await open(), owner);
    await store.all(); // some browsers open it and then refuse every use
    return store;
  } catch {
    return new MemoryStore();
  }
}

function open() {
  return new Promise((done, failed) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "id", autoIncrement: true }).createIndex("owner", "owner");
    asked.onsuccess = () => done(asked.result);
    asked.onerror = asked.onblocked = () => failed(asked.error);
  });
}

// Entries: {id, name, position, fields: [[name, value]], seen, writtenAt, batch}. ``batch`` is the key of the save that carries it, once one does.
class Store {
  mine = new Set(); // the names of what this page wrote, or gave back to its writer

  isMine(entry) {
    return this.mine.has(entry.name);
  }

  take(entries) {
    for (const entry of entries) this.mine.add(entry.name);
  }

  // What this page wrote before to the same question and is not on its way yet is replaced: only its newest matters. What another tab wrote stays.
  renewed(entries, entry) {
    const before = entries.findLast((one) => one.position === entry.position && !one.batch && this.isMine(one));
    const kept = { ...entry, name: before?.name ?? newKey(), batch: "" };
    if (before) Object.assign(kept, { id: before.id, seen: before.seen });
    this.mine.add(kept.name);
    return kept;
  }
}

class DeviceStore extends Store {
  isDurable = true;

  constructor(database, owner) {
    super();
    Object.assign(this, { database, owner });
  }

  all() {
    return this.#run("readonly", (store) => store.index("owner").getAll(this.owner));
  }

  async put(entry) {
    const kept = { ...this.renewed(await this.all(), entry), owner: this.owner };
    await this.#run("readwrite", (store) => store.put(kept));
  }

  mark(entries, batch) {
    return this.#run("readwrite", (store) => entries.forEach((entry) => store.put({ ...entry, batch })));
  }

  remove(entries) {
    return this.#run("readwrite", (store) => entries.forEach((entry) => store.delete(entry.id)));
  }

  #run(mode, act) {
    return new Promise((done, failed) => {
      const task = this.database.transaction(STORE, mode, { durability: "strict" });
      const asked = act(task.objectStore(STORE));
      task.oncomplete = () => done(asked?.result);
      task.onerror = task.onabort = () => failed(task.error);
    });
  }
}

export class MemoryStore extends Store {
  isDurable = false;
  entries = [];
  last = 0;

  async all() {
    return [...this.entries];
  }

  async put(entry) {
    const kept = this.renewed(this.entries, entry);
    kept.id ??= ++this.last;
    this.entries = [...this.entries.filter((one) => one.id !== kept.id), kept];
  }

  async mark(entries, batch) {
    const ids = new Set(entries.map((entry) => entry.id));
    this.entries.filter((entry) => ids.has(entry.id)).forEach((entry) => (entry.batch = batch));
  }

  async remove(entries) {
    const ids = new Set(entries.map((entry) => entry.id));
    this.entries = this.entries.filter((entry) => !ids.has(entry.id));
  }
}

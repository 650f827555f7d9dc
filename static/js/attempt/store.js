// Where unsent answers lie: IndexedDB, shared by the tabs of one browser; memory where a browser gives none (private windows).
// An entry belongs to one attempt and one person, and is never read for another.

const NAME = "pathway-attempts";
const STORE = "answers";

export async function openStore(attempt, person) {
  const owner = `${attempt}/${person}`;
  try {
    return new DeviceStore(await open(), owner);
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

// Entries: {id, position, fields: [[name, value]], seen, writtenAt, batch}. ``batch`` is the key of the save that carries it, once one does.
class DeviceStore {
  isDurable = true;

  constructor(database, owner) {
    Object.assign(this, { database, owner });
  }

  all() {
    return this.#run("readonly", (store) => store.index("owner").getAll(this.owner));
  }

  // What was written before to the same question and is not on its way yet is replaced: only the newest matters.
  async put(entry) {
    const before = (await this.all()).find((one) => one.position === entry.position && !one.batch);
    const kept = { ...entry, owner: this.owner, batch: "" };
    if (before) Object.assign(kept, { id: before.id, seen: before.seen });
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

export class MemoryStore {
  isDurable = false;
  entries = [];
  last = 0;

  async all() {
    return [...this.entries];
  }

  async put(entry) {
    const before = this.entries.find((one) => one.position === entry.position && !one.batch);
    if (before) Object.assign(before, entry, { seen: before.seen });
    else this.entries.push({ ...entry, id: ++this.last, batch: "" });
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

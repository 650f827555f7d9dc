// What the page notices for the instructor, as the student is told: the page left, how much was pasted (never what), time in view.
// It goes along with the next save; nothing is sent for its own sake.

const LOOK_MS = 1_000;
const MOST = 90;

export class Noticing {
  constructor(form) {
    this.facts = [];
    this.viewed = new Map();
    this.under = 0; // how many of the facts are on their way
    this.leftAt = null;
    form.addEventListener("paste", (event) => this.#pasted(event));
    document.addEventListener("visibilitychange", () => (document.hidden ? this.#leave() : this.#return()));
    addEventListener("blur", () => this.#leave());
    addEventListener("focus", () => this.#return());
    setInterval(() => this.#look(form), LOOK_MS);
  }

  fields() {
    for (const [question, amount] of this.viewed) this.#add("viewed", question, amount);
    this.viewed.clear();
    this.under = this.facts.length;
    return this.under ? [["facts", JSON.stringify(this.facts)]] : [];
  }

  sent(arrived) {
    if (arrived) this.facts.splice(0, this.under);
    this.under = 0;
  }

  #add(kind, question, amount) {
    const same = this.facts.slice(this.under).find((fact) => kind === "viewed" && fact.kind === kind && fact.question === question);
    if (same) same.amount += amount;
    else if (this.facts.length < MOST) this.facts.push({ kind, question, amount: Math.round(amount) });
  }

  #pasted(event) {
    const question = Number(event.target.closest("[data-question]")?.dataset.question ?? 0);
    this.#add("pasted", question, event.clipboardData?.getData("text").length ?? 0);
  }

  #leave() {
    this.leftAt ??= performance.now();
  }

  #return() {
    if (this.leftAt !== null) this.#add("left", 0, performance.now() - this.leftAt);
    this.leftAt = null;
  }

  // The question nearest to the middle of the window is the one in view.
  #look(form) {
    if (document.hidden || this.leftAt !== null) return;
    const middle = innerHeight / 2;
    const at = [...form.querySelectorAll("[data-question]")].find((one) => {
      const box = one.getBoundingClientRect();
      return box.top <= middle && box.bottom >= middle;
    });
    if (at) this.viewed.set(Number(at.dataset.question), (this.viewed.get(Number(at.dataset.question)) ?? 0) + LOOK_MS);
  }
}

// The honest line about what was written. Its sentences stand in the page, translated.

const STATES = {
  kept: ["saving", "device"], offline: ["unsaved", "offline"], busy: ["unsaved", "busy"], signed_out: ["unsaved", "signedOut"],
  other_person: ["unsaved", "otherPerson"], ended: ["ended", "ended"], refused: ["unsaved", "refused"], conflict: ["unsaved", "conflict"],
};
const IN_MEMORY = { offline: "memoryOffline", busy: "memoryBusy", signed_out: "memorySignedOut", other_person: "memorySignedOut" };

export class Line {
  constructor(place, { isDurable }) {
    Object.assign(this, { place, isDurable });
    if (!isDurable) this.#say("unsaved", place.dataset.memory);
  }

  show(kind, data = {}) {
    this.place.closest("[hidden]")?.removeAttribute("hidden");
    if (kind === "saved") return this.#say("saved", this.place.dataset.server.replace("{time}", data.saved_at));
    if (kind === "memory") this.isDurable = false;
    if (["kept", "memory"].includes(kind) && !this.isDurable) return this.#say("saving", this.place.dataset.memory);
    if (IN_MEMORY[kind] && !this.isDurable) return this.#say("unsaved", `${this.place.dataset[IN_MEMORY[kind]]} ${this.place.dataset.memory}`);
    const [state, name] = STATES[kind];
    this.#say(state, this.place.dataset[name] + (kind === "refused" && data.sentence ? ` ${data.sentence}` : ""));
    if (kind === "signed_out") this.#link(this.place.dataset.signIn, `/accounts/login/?next=${encodeURIComponent(location.pathname)}`);
    if (kind === "conflict") this.#link(this.place.dataset.choose, data.address);
  }

  #say(state, text) {
    this.place.dataset.state = state;
    if (this.place.textContent !== text) this.place.textContent = text;
  }

  #link(text, address) {
    const link = document.createElement("a");
    link.href = address;
    link.textContent = text;
    this.place.append(" ", link);
  }
}

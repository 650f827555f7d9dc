// What the page says about the count: beside the figure when something is wrong, and in the panel that explains it.

const COUNTING = "Your reading time is being counted.";
const REASONS = {
  overlap: "Part of this time was already counted in another tab.",
  over_cap: "This lesson has earned all the time it can.",
  daily_cap: "Ten hours are counted for today; that is the most for one day.",
  not_enrolled: "This enrollment has ended, so reading is no longer counted.",
  impersonated: "Somebody else is looking at this page for you, so nothing is counted.",
};
const TROUBLES = {
  offline: "you are offline. Reading on is fine; counting goes on when the connection is back.",
  unreachable: "the server cannot be reached. It is tried again.",
  busy: "the server is busy. It is tried again.",
  signed_out: "you are signed out. Sign in again in another tab, then come back.",
  not_open: "this lesson is not open to you now. Its page says when it opens.",
  gone: "this page is not yours any more. Reload it.",
};

export class Words {
  constructor() {
    this.figure = document.getElementById("credited");
    this.state = document.getElementById("study-state");
    this.alert = document.getElementById("study-alert");
    this.goodUntil = new Date();
  }

  // The server acknowledged something.
  heard({ credited_minutes, reason }) {
    this.goodUntil = new Date();
    if (this.figure) this.figure.textContent = String(credited_minutes);
    this.#say(REASONS[reason] ?? COUNTING, "");
  }

  troubled(kind) {
    const since = this.goodUntil.toLocaleTimeString("en-US", { hour: "numeric", minute: "2-digit" }).replace(" AM", " am").replace(" PM", " pm");
    const sentence = `Not counted since ${since}: ${TROUBLES[kind]}`;
    this.#say(sentence, sentence);
  }

  waiting() {
    const sentence = "Another tab of yours is being counted. Counting moves here when you close it.";
    this.#say(sentence, sentence);
  }

  paused() {
    this.#say("Counting has paused.", "");
  }

  counting() {
    this.#say(COUNTING, "");
  }

  #say(state, alert) {
    for (const [place, text] of [[this.state, state], [this.alert, alert]]) {
      if (place && place.textContent !== text) place.textContent = text;
    }
  }
}

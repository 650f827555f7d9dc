// “Still reading?” after five quiet minutes: a modal that takes the focus, is read out, and gives the focus back.
// One key press, one press of a pointer or the button answers it.

export class Question {
  constructor(answered) {
    this.answered = answered;
    this.dialog = null;
    this.onKey = (event) => {
      event.preventDefault(); // the key only answers: it must not press or scroll what lies below
      this.#answer();
    };
  }

  get isOpen() {
    return this.dialog !== null;
  }

  ask() {
    if (this.dialog) return;
    const dialog = (this.dialog = document.createElement("dialog"));
    dialog.id = "still-reading";
    dialog.className = "dialog";
    dialog.setAttribute("role", "alertdialog");
    dialog.setAttribute("aria-labelledby", "still-reading-title");
    dialog.setAttribute("aria-describedby", "still-reading-text");
    dialog.innerHTML =
      '<h2 class="dialog-title" id="still-reading-title">Still reading?</h2>' +
      '<p id="still-reading-text">Counting has paused after five quiet minutes. Press any key or the button to go on.</p>' +
      '<form class="form-actions" method="dialog"><button class="btn btn-primary" type="submit" autofocus>I am here</button></form>';
    dialog.addEventListener("pointerdown", (event) => event.target.closest("button") || this.#answer());
    dialog.addEventListener("close", () => this.#answer());
    document.addEventListener("keydown", this.onKey, { capture: true });
    document.body.append(dialog);
    dialog.showModal();
  }

  #answer() {
    const dialog = this.dialog;
    if (!dialog) return;
    this.dialog = null;
    document.removeEventListener("keydown", this.onKey, { capture: true });
    if (dialog.open) dialog.close(); // gives the focus back to where it was
    dialog.remove();
    this.answered();
  }
}

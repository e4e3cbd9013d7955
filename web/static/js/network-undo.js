// What was done to the drawing, so that it can be taken back, the last first.

export class Undo {
  constructor(button) {
    this.done = [];
    this.button = button;
    button.addEventListener("click", () => this.back());
  }

  // `back` takes back what `said` names.
  add(said, back) {
    this.done.push({ said, back });
    this.show();
  }

  back() {
    this.done.pop()?.back();
    this.show();
  }

  show() {
    const last = this.done.at(-1);
    this.button.disabled = last === undefined;
    this.button.textContent = last === undefined ? "Undo" : `Undo: ${last.said}`;
  }
}

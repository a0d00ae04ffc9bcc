// SPDX-License-Identifier: Apache-2.0
// The machines that are ticked for a deed on many at once.

export class Selection {
  /** Whether machines are being selected. */
  on = false;
  #ids = new Set();
  #listeners = new Set();

  onChange(listener) {
    this.#listeners.add(listener);
  }

  has(id) {
    return this.#ids.has(id);
  }

  get ids() {
    return [...this.#ids];
  }

  turn(on) {
    this.on = on;
    this.#ids.clear();
    this.#changed();
  }

  tick(id, ticked) {
    this.#ids[ticked ? 'add' : 'delete'](id);
    this.#changed();
  }

  /** Ticks all of a list, or none if all are ticked already. */
  tickAll(ids) {
    const all = ids.every((id) => this.#ids.has(id));
    ids.forEach((id) => this.#ids[all ? 'delete' : 'add'](id));
    this.#changed();
  }

  /** Drops ids of machines that are no longer known. */
  retain(known) {
    this.#ids.forEach((id) => known.has(id) || this.#ids.delete(id));
  }

  #changed() {
    this.#listeners.forEach((listener) => listener());
  }
}

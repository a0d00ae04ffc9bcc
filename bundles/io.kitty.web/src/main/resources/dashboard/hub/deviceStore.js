// SPDX-License-Identifier: Apache-2.0
// All machines that the page knows. However much the hub tells, listeners hear of it once per frame.
import { machineOf } from '../model/machine.js';
import { ask } from './api.js';

/** The hub tells no event when a machine is merely seen again, so times are asked for: rarely, if there are many. */
const SHORTEST_REFRESH = 15_000;
const REFRESH_PER_MACHINE = 25;
const HIDDEN_PAUSE = 1000;

export class House {
  /** By id. */
  machines = new Map();
  /** Whether the hub has told anything yet. */
  known = false;
  #waiting = new Map();
  #snapshot = null;
  /** What was heard of since all were asked for: it is newer than the answer. */
  #heard = new Set();
  #timer = 0;
  #due = false;
  #listeners = new Set();
  #departedAsked = false;

  /** Calls back with the ids that changed, and with all that came and went since last time. */
  onChange(listener) {
    this.#listeners.add(listener);
  }

  /** Takes in an event of the hub. */
  hear(event, data) {
    if (event === 'snapshot') {
      this.#waiting.clear();
      this.#take(data, new Set());
    } else {
      this.#heard.add(data.id);
      this.#waiting.set(data.id, data);
      this.#soon();
    }
  }

  /** Learns of those that have departed, once; from then on events tell. */
  async departed() {
    if (!this.#departedAsked) {
      this.#departedAsked = true;
      for (const json of await ask('GET', '/devices?presence=departed&ignored=all')) {
        if (!this.machines.has(json.id)) {
          this.#waiting.set(json.id, json);
        }
      }
      this.#soon();
    }
  }

  /** Asks for one machine anew. */
  async refresh(id, path) {
    const json = await ask('GET', path);
    this.#waiting.set(json.id, json);
    this.#soon();
    return json.id;
  }

  /** Takes in all that are present, but for those of which something newer was heard. */
  #take(list, newer) {
    this.#snapshot = { list, newer };
    this.#heard = new Set();
    this.#refreshLater(list.length);
    this.#soon();
  }

  #refreshLater(count) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#refreshAll(count), Math.max(SHORTEST_REFRESH, REFRESH_PER_MACHINE * count));
  }

  async #refreshAll(count) {
    this.#refreshLater(count);
    if (!document.hidden) {
      const heard = new Set();
      this.#heard = heard;
      const list = await ask('GET', '/devices?ignored=all').catch(() => null);
      if (list && this.#heard === heard) {
        this.#take(list, heard);
      }
    }
  }

  #soon() {
    if (!this.#due) {
      this.#due = true;
      const flush = () => this.#flush();
      document.hidden ? setTimeout(flush, HIDDEN_PAUSE) : requestAnimationFrame(flush);
    }
  }

  #flush() {
    this.#due = false;
    const news = { changed: new Set(), came: [], left: [], first: !this.known };
    if (this.#snapshot) {
      this.#replace(this.#snapshot, news);
      this.#snapshot = null;
      this.known = true;
    }
    for (const json of this.#waiting.values()) {
      this.#put(json, news);
    }
    this.#waiting.clear();
    this.#listeners.forEach((listener) => listener(news));
  }

  #replace({ list, newer }, news) {
    const present = new Set(list.map((json) => json.id));
    for (const [id, known] of this.machines) {
      if (known.present && !present.has(id) && !newer.has(id)) {
        this.machines.delete(id);
        news.changed.add(id);
        news.left.push(known);
      }
    }
    list.filter((json) => !newer.has(json.id)).forEach((json) => this.#put(json, news));
    if (news.left.length > 0 && this.#departedAsked) {
      this.#departedAsked = false;
      this.departed().catch(() => {});
    }
  }

  #put(json, news) {
    const before = this.machines.get(json.id);
    const now = machineOf(json);
    news.changed.add(now.id);
    if (!now.present && ['MERGED', 'FORGOTTEN'].includes(json.departed_reason)) {
      this.machines.delete(now.id);
    } else {
      this.machines.set(now.id, now);
    }
    if (now.present !== Boolean(before?.present)) {
      (now.present ? news.came : news.left).push(now);
    }
  }
}

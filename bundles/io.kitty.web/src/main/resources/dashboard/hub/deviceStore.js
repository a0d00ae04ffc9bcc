// SPDX-License-Identifier: Apache-2.0
// All machines of the page. Listeners are notified once per frame, however many events arrive.
import { machineOf } from '../model/machine.js';
import { request } from './api.js';

/** The hub sends no event when a machine is merely seen again, so all are polled for the times: less often, if there are many. */
const MIN_REFRESH = 15_000;
const REFRESH_PER_MACHINE = 25;
const HIDDEN_PAUSE = 1000;

export class DeviceStore {
  /** The machines by id. */
  machines = new Map();
  /** Whether the hub has sent a snapshot. */
  loaded = false;
  #pending = new Map();
  #snapshot = null;
  /** The ids of events since the last request for all machines, which are newer than its response. */
  #newer = new Set();
  #timer = 0;
  #flushScheduled = false;
  #listeners = new Set();
  #departedLoaded = false;

  /** Registers a callback, which gets the ids that changed and the machines that appeared and departed since the last call. */
  onChange(listener) {
    this.#listeners.add(listener);
  }

  /** Applies an event of the hub. */
  apply(event, data) {
    if (event === 'snapshot') {
      this.#pending.clear();
      this.#applySnapshot(data, new Set());
    } else if (event === 'reading') {
      this.#read(data);
    } else {
      this.#newer.add(data.id);
      this.#pending.set(data.id, data);
      this.#scheduleFlush();
    }
  }

  /** Applies readings, which are part of a machine. */
  #read({ id, job, temperatures, error }) {
    const known = this.#pending.get(id) ?? this.machines.get(id)?.json;
    if (known) {
      this.#pending.set(id, { ...known, job, temperatures, error });
      this.#scheduleFlush();
    }
  }

  /** Loads the departed machines once; events keep them up to date. */
  async loadDeparted() {
    if (!this.#departedLoaded) {
      this.#departedLoaded = true;
      for (const json of await request('GET', '/devices?presence=departed&ignored=all')) {
        if (!this.machines.has(json.id)) {
          this.#pending.set(json.id, json);
        }
      }
      this.#scheduleFlush();
    }
  }

  /** Loads one machine again. */
  async refresh(id, path) {
    const json = await request('GET', path);
    this.#pending.set(json.id, json);
    this.#scheduleFlush();
    return json.id;
  }

  /** Replaces all present machines, except those with newer events. */
  #applySnapshot(list, newer) {
    this.#snapshot = { list, newer };
    this.#newer = new Set();
    this.#scheduleRefresh(list.length);
    this.#scheduleFlush();
  }

  #scheduleRefresh(count) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#refreshAll(count), Math.max(MIN_REFRESH, REFRESH_PER_MACHINE * count));
  }

  async #refreshAll(count) {
    this.#scheduleRefresh(count);
    if (!document.hidden) {
      const newer = new Set();
      this.#newer = newer;
      const list = await request('GET', '/devices?ignored=all').catch(() => null);
      if (list && this.#newer === newer) {
        this.#applySnapshot(list, newer);
      }
    }
  }

  #scheduleFlush() {
    if (!this.#flushScheduled) {
      this.#flushScheduled = true;
      const flush = () => this.#flush();
      document.hidden ? setTimeout(flush, HIDDEN_PAUSE) : requestAnimationFrame(flush);
    }
  }

  #flush() {
    this.#flushScheduled = false;
    const changes = { changed: new Set(), appeared: [], departed: [], first: !this.loaded };
    if (this.#snapshot) {
      this.#replace(this.#snapshot, changes);
      this.#snapshot = null;
      this.loaded = true;
    }
    for (const json of this.#pending.values()) {
      this.#set(json, changes);
    }
    this.#pending.clear();
    this.#listeners.forEach((listener) => listener(changes));
  }

  #replace({ list, newer }, changes) {
    const present = new Set(list.map((json) => json.id));
    for (const [id, machine] of this.machines) {
      if (machine.present && !present.has(id) && !newer.has(id)) {
        this.machines.delete(id);
        changes.changed.add(id);
        changes.departed.push(machine);
      }
    }
    list.filter((json) => !newer.has(json.id)).forEach((json) => this.#set(json, changes));
    if (changes.departed.length > 0 && this.#departedLoaded) {
      this.#departedLoaded = false;
      this.loadDeparted().catch(() => {});
    }
  }

  #set(json, changes) {
    const before = this.machines.get(json.id);
    const now = machineOf(json);
    changes.changed.add(now.id);
    if (!now.present && ['MERGED', 'FORGOTTEN'].includes(json.departed_reason)) {
      this.machines.delete(now.id);
    } else {
      this.machines.set(now.id, now);
    }
    if (now.present !== Boolean(before?.present)) {
      (now.present ? changes.appeared : changes.departed).push(now);
    }
  }
}

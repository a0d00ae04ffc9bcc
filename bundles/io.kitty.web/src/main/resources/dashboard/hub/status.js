// SPDX-License-Identifier: Apache-2.0
// Polls the status of the hub and its modules while the page is visible.
import { request } from './api.js';

const PAUSE = 5000;
const PAUSE_WHILE_SCANNING = 1000;
/** The number of fast polls after an action. */
const FAST_POLLS = 8;

/** The states in which a module works. */
export const UP = ['running', 'degraded'];

/** Returns whether a protocol is scanning: its last scan has begun and has no duration yet. */
export function scanning(protocol) {
  return protocol.progress !== undefined || (protocol.last_run !== undefined && protocol.last_run !== null && protocol.last_duration === undefined);
}

/** Starts to poll. Returns an object with the latest status, callbacks for changes, and a method to poll now. */
export function watchStatus() {
  const listeners = new Set();
  let timer = 0;
  let fastPolls = 0;
  const status = {
    health: null,
    modules: [],
    /** The modules that are protocols. */
    get protocols() { return status.modules.filter((module) => module.protocol); },
    /** Returns whether the hub has a module of this id. */
    installed: (id) => status.modules.some((module) => module.id === id),
    onChange: (listener) => listeners.add(listener),
    /** Polls now, and often for a while. */
    now() {
      fastPolls = FAST_POLLS;
      return poll();
    },
  };

  async function poll() {
    clearTimeout(timer);
    if (!document.hidden) {
      try {
        [status.health, status.modules] = await Promise.all([request('GET', '/health', { fine: [503] }), request('GET', '/modules')]);
        listeners.forEach((listener) => listener(status));
      } catch {
        // The badge of the event stream shows that the hub is not reachable.
      }
    }
    clearTimeout(timer);
    fastPolls = Math.max(0, fastPolls - 1);
    timer = setTimeout(poll, fastPolls > 0 || status.protocols.some(scanning) ? PAUSE_WHILE_SCANNING : PAUSE);
  }

  document.addEventListener('visibilitychange', () => document.hidden || poll());
  poll();
  return status;
}

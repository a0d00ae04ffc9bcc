// SPDX-License-Identifier: Apache-2.0
// Reads the hub's event stream for as long as somebody looks, and comes back by itself when it breaks.
import { open } from './api.js';
import { lines } from './lines.js';

const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 15_000;
/** The hub is never silent for so long: it sends a comment now and then. */
const SILENCE = 60_000;
/** A page that nobody looks at lets go of its connection after a while. */
const UNSEEN = 60_000;

/** Tells the house what happens, and the badge how the connection is. */
export function listen(house, badge) {
  let last = '';
  let pause = FIRST_PAUSE;
  let attempt = null;
  let timer = 0;

  function state(name, word) {
    badge.dataset.state = name;
    badge.querySelector('.word').textContent = word;
  }

  async function run() {
    clearTimeout(timer);
    attempt = new AbortController();
    const mine = attempt;
    const alive = () => {
      clearTimeout(timer);
      timer = setTimeout(() => mine.abort(), SILENCE);
    };
    try {
      const headers = last ? { 'Last-Event-ID': last } : {};
      const response = await open('/events?ignored=all', { headers, signal: mine.signal });
      if (!response.ok) {
        throw new Error(`The hub answered ${response.status}.`);
      }
      state('on', 'Live');
      alive();
      let event = {};
      for await (const line of lines(response.body, alive)) {
        if (line === '') {
          if (event.data !== undefined) {
            pause = FIRST_PAUSE;
            house.hear(event.event, JSON.parse(event.data));
            last = event.id ?? last;
          }
          event = {};
        } else if (!line.startsWith(':')) {
          const colon = line.indexOf(': ');
          event[line.slice(0, colon)] = line.slice(colon + 2);
        }
      }
      throw new Error('The stream ended.');
    } catch {
      clearTimeout(timer);
      if (attempt === mine && !document.hidden) {
        state('off', 'Reconnecting');
        timer = setTimeout(run, pause);
        pause = Math.min(2 * pause, LONGEST_PAUSE);
      } else if (attempt === mine) {
        attempt = null;
      }
    }
  }

  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      setTimeout(() => document.hidden && attempt?.abort(), UNSEEN);
    } else if (attempt === null) {
      run();
    }
  });
  addEventListener('online', () => attempt?.abort());
  run();
}

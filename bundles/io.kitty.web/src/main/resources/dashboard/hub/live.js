// SPDX-License-Identifier: Apache-2.0
// Follows the hub's event stream while the page is visible, and reconnects when it breaks.
import { open } from './api.js';
import { connection } from './connection.js';
import { events } from './eventStream.js';
import { t } from '../model/language.js';

const FIRST_PAUSE = 1000;
const MAX_PAUSE = 15_000;
/** Without data for this long, the stream is broken: the hub sends comments more often. */
const SILENCE = 60_000;
/** A hidden page closes its connection after this time. */
const UNSEEN = 60_000;

/** Applies the events to the store, and shows the state of the connection on the badge. */
export function followEvents(store, badge) {
  let last = '';
  let pause = FIRST_PAUSE;
  let attempt = null;
  let timer = 0;
  let left = false;

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
      const response = await open('/events?ignored=all&readings=1', { headers, signal: mine.signal });
      if (!response.ok) {
        throw new Error(t('hubAnswered', response.status));
      }
      state('on', t('live'));
      connection.restored();
      alive();
      for await (const { event, id, data } of events(response.body, alive)) {
        pause = FIRST_PAUSE;
        store.apply(event, JSON.parse(data));
        last = id ?? last;
      }
      throw new Error('The stream ended.');
    } catch {
      clearTimeout(timer);
      if (attempt === mine && !document.hidden && !left) {
        state('off', t('reconnecting'));
        connection.lost();
        timer = setTimeout(run, pause);
        pause = Math.min(2 * pause, MAX_PAUSE);
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
  // A page that the browser keeps for its back button would hold one of the few connections to a host.
  addEventListener('pagehide', () => {
    left = true;
    attempt?.abort();
  });
  addEventListener('pageshow', () => {
    left = false;
    if (attempt === null) {
      run();
    }
  });
  addEventListener('online', () => attempt?.abort());
  run();
}

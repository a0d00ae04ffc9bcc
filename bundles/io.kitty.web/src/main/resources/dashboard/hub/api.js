// SPDX-License-Identifier: Apache-2.0
// Asks the hub over HTTP. Where it demands a token, the person is asked for it once per session.

const dialog = document.getElementById('token');
let asked = null;

/** What the hub refused, with its own sentence for why. */
export class Refused extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

/** The answer's JSON, or null where there is none. Statuses given as fine count as success, too. */
export async function ask(method, path, { body, fine = [], signal } = {}) {
  const response = await open(path, { method, body: body && JSON.stringify(body), signal });
  if (!response.ok && !fine.includes(response.status)) {
    throw new Refused(response.status, await why(response));
  }
  const text = await response.text();
  return text ? JSON.parse(text) : null;
}

/** The bare answer to a request; asks for the token as often as it is wrong. */
export async function open(path, { method = 'GET', body, headers = {}, signal } = {}) {
  for (;;) {
    const token = sessionStorage.getItem('token');
    const all = { ...headers };
    if (body) {
      all['Content-Type'] = 'application/json';
    }
    if (token) {
      all.Authorization = `Bearer ${token}`;
    }
    const response = await fetch(path, { method, body, headers: all, signal, cache: 'no-store', credentials: 'same-origin' });
    if (response.status !== 401) {
      return response;
    }
    // Another request may have been given the token meanwhile.
    if (token === sessionStorage.getItem('token')) {
      await demand(token !== null);
    }
  }
}

/** A path with its parts encoded: an id may hold percent signs of its own. */
export function path(...parts) {
  return parts.map((part) => `/${encodeURIComponent(part)}`).join('');
}

async function why(response) {
  try {
    const problem = await response.json();
    return problem.detail || problem.title;
  } catch {
    return `The hub answered ${response.status}.`;
  }
}

/** Has the person enter the token; all that wait share one question. */
function demand(wrong) {
  asked ??= new Promise((done) => {
    const form = dialog.querySelector('form');
    dialog.querySelector('.wrong').textContent = wrong ? 'That is not the token of this hub.' : '';
    dialog.addEventListener('cancel', (event) => event.preventDefault());
    form.addEventListener('submit', () => {
      sessionStorage.setItem('token', form.elements.token.value.trim());
      form.reset();
      asked = null;
      done();
    }, { once: true });
    dialog.showModal();
  });
  return asked;
}

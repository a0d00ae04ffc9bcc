// SPDX-License-Identifier: Apache-2.0
// Asks the hub over HTTP. Where it demands its token, the person is asked for it, and a session begins: a cookie no script sees.

const dialog = document.getElementById('token');
let asked = null;
let sessions = 0;

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

/** The bare answer to a request. Where the hub wants to know who asks, the person is asked for the token. */
export async function open(path, { method = 'GET', body, headers = {}, signal } = {}) {
  const all = body ? { ...headers, 'Content-Type': 'application/json' } : headers;
  for (;;) {
    const begun = sessions;
    const response = await fetch(path, { method, body, headers: all, signal, cache: 'no-store', credentials: 'same-origin' });
    if (response.status !== 401) {
      return response;
    }
    // Another request may have begun a session meanwhile.
    if (begun === sessions) {
      await demand();
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

/** Has the person enter the token, until it is right; all that wait share one question. */
function demand() {
  asked ??= new Promise((done) => {
    const form = dialog.querySelector('form');
    const wrong = dialog.querySelector('.wrong');
    dialog.oncancel = (event) => event.preventDefault();
    form.onsubmit = async (event) => {
      event.preventDefault();
      const headers = { Authorization: `Bearer ${form.elements.token.value.trim()}` };
      const response = await fetch('/session', { method: 'POST', headers, credentials: 'same-origin' });
      wrong.textContent = response.ok ? '' : await why(response);
      if (response.ok) {
        form.reset();
        dialog.close();
        sessions += 1;
        asked = null;
        done();
      }
    };
    dialog.showModal();
  });
  return asked;
}

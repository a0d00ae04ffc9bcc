// SPDX-License-Identifier: Apache-2.0
// Requests to the hub. If it requires its token, a dialog asks for it and begins a session: a cookie that scripts cannot read.
import { has, t } from '../model/language.js';
import { connection } from './connection.js';

const dialog = document.getElementById('token');
let prompt = null;
let sessions = 0;

/** An error response, with the hub's description. */
export class RequestError extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

/** Returns why a request failed, in words for people. */
export function reasonOf(problem) {
  const key = problem instanceof RequestError ? String(problem.status) : 'none';
  return has('whyNot', key) ? t('whyNot', key) : problem.message;
}

/** Returns the response's JSON, or null if it has none. Statuses in fine count as success, too. */
export async function request(method, path, { body, fine = [], signal } = {}) {
  if (method !== 'GET' && connection.awaySince !== null) {
    throw new RequestError(0, t('hubAway'));
  }
  const response = await open(path, { method, body: body && JSON.stringify(body), signal });
  if (!response.ok && !fine.includes(response.status)) {
    throw new RequestError(response.status, await reason(response));
  }
  const text = await response.text();
  return text ? JSON.parse(text) : null;
}

/** Returns the response to a request. After a 401, asks for the token and retries. */
export async function open(path, { method = 'GET', body, headers = {}, signal } = {}) {
  const all = body ? { ...headers, 'Content-Type': 'application/json' } : headers;
  for (;;) {
    const begun = sessions;
    // Relative to the page: a proxy may serve the hub under any path.
    const response = await fetch(`.${path}`, { method, body, headers: all, signal, cache: 'no-store', credentials: 'same-origin' });
    if (response.status !== 401) {
      return response;
    }
    // Another request may have begun a session meanwhile.
    if (begun === sessions) {
      await promptForToken(await response.json().catch(() => ({})));
    }
  }
}

/** Returns a path with its segments encoded: an id may contain percent signs. */
export function path(...parts) {
  return parts.map((part) => `/${encodeURIComponent(part)}`).join('');
}

/** Returns what the hub says is wrong. */
export async function reason(response) {
  try {
    const problem = await response.json();
    return problem.detail || problem.title;
  } catch {
    return t('hubAnswered', response.status);
  }
}

/** Shows the token dialog until the token is accepted; concurrent requests share one dialog. */
function promptForToken({ token_file: file }) {
  prompt ??= new Promise((done) => {
    const form = dialog.querySelector('form');
    const wrong = dialog.querySelector('.wrong');
    dialog.querySelector('[data-text=tokenWhere]').textContent = t('tokenWhere', file);
    dialog.oncancel = (event) => event.preventDefault();
    form.onsubmit = async (event) => {
      event.preventDefault();
      const headers = { Authorization: `Bearer ${form.elements.token.value.trim()}` };
      const response = await fetch('./session', { method: 'POST', headers, credentials: 'same-origin' });
      wrong.textContent = response.ok ? '' : await reason(response);
      if (response.ok) {
        form.reset();
        dialog.close();
        sessions += 1;
        prompt = null;
        done();
      }
    };
    dialog.showModal();
  });
  return prompt;
}

// SPDX-License-Identifier: Apache-2.0
// Begins a session with a code, which a signed-in device shows: in the fragment of the URL, which no server sees.

/** Returns the link with a code. */
export function linkWith(url, code) {
  return `${new URL('.', url)}#/login?code=${code}`;
}

/** Returns the code in a fragment; an empty text if there is none. */
export function codeIn(hash) {
  return /^#\/login\?code=([\w-]{22})$/.exec(hash)?.[1] ?? '';
}

/** Begins a session, and removes the code from the URL. Returns the response. */
export function redeem(code) {
  history.replaceState(null, '', '#/machines');
  return fetch('./session/redeem', { method: 'POST', headers: { Authorization: `Code ${code}` }, credentials: 'same-origin' });
}

// SPDX-License-Identifier: Apache-2.0
// The part of the address after the #: which view, of what, and how it is filtered. It makes every view a bookmark.

const VIEWS = ['machines', 'machine', 'announcements', 'protocols'];

/** Reads #/view/id?query; anything else is the list of machines. */
export function parse(hash) {
  const [path, query = ''] = hash.replace(/^#\/?/, '').split(/\?(.*)/s);
  const [view, id = ''] = path.split('/');
  return VIEWS.includes(view)
    ? { view, id: decoded(id), query: new URLSearchParams(query) }
    : { view: 'machines', id: '', query: new URLSearchParams() };
}

export function machineHash(id) {
  return `#/machine/${encodeURIComponent(id)}`;
}

/** A text without its percent escapes, or as it is where they are none. */
export function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

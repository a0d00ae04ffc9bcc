// SPDX-License-Identifier: Apache-2.0
// The part of the URL after the #: view, id and filter, so that every view can be bookmarked.

const VIEWS = ['machines', 'machine', 'announcements', 'protocols', 'notifications', 'sign-in', 'wall'];

/** Parses #/view/id?query; anything else is the list of machines. */
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

/** Decodes percent escapes; returns the text unchanged if they are invalid. */
export function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

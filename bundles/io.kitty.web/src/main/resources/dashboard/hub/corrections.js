// SPDX-License-Identifier: Apache-2.0
// Merges and splits of records. Each can be undone; the page follows the record to its new id.
import { machineOf } from '../model/machine.js';
import { t } from '../model/language.js';
import { machineHash, parse } from '../model/route.js';
import { h } from '../parts/dom.js';
import { perform, toast } from '../parts/toast.js';
import { path, request } from './api.js';

/** The message about the last correction: its id, and a function that ends it. */
let told = null;

/** Merges another record into a machine. */
export async function merge(store, id, other) {
  const json = await request('POST', `${path('devices', id)}/merge`, { body: { with: other.id } });
  store.apply('changed', json);
  const all = await request('GET', '/corrections');
  tell(store, t('joinedWith', other.title), all.at(-1)?.id, id);
  await follow(store, json.id);
}

/** Splits a machine by an identifier or by a sighting. */
export async function split(store, id, { identifier, sighting }) {
  const { correction, devices } = await request('POST', `${path('devices', id)}/split`, { body: identifier ? { identifier } : { sighting } });
  const parts = await Promise.all(devices.map(async (each) => {
    const json = await request('GET', path('devices', each));
    store.apply('changed', json);
    return machineOf(json);
  }));
  const links = parts.map((part) => h('a', { href: machineHash(part.id) }, part.title));
  tell(store, parts.length > 1 ? [t('splitInto'), links.flatMap((link, i) => (i ? [t('and'), link] : [link]))].flat() : t('joinsNothing', identifier),
    correction.id, id);
  await follow(store, devices[0]);
}

/** Undoes a correction; one that is undone already counts, too. */
export async function undo(store, correction, id) {
  await request('DELETE', path('corrections', correction), { fine: [404] });
  if (told?.correction === correction) {
    told.end();
    told = null;
  }
  toast(t('undone'));
  await follow(store, id);
}

function tell(store, content, correction, id) {
  const action = correction && { action: t('undo'), onAction: () => perform('undo', () => undo(store, correction, id)) };
  told = { correction, end: toast(content, action || {}) };
}

/** Shows a machine in place of the one that is shown, if one is. */
async function follow(store, id) {
  const route = parse(location.hash);
  if (route.view === 'machine' && route.id !== id) {
    location.replace(machineHash(id));
  }
  await store.refresh(id, path('devices', id)).catch(() => {});
  dispatchEvent(new Event('corrected'));
}

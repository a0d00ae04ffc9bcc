// SPDX-License-Identifier: Apache-2.0
// Exports what people entered as a file, and imports it.
import { request, path, RequestError } from '../hub/api.js';
import { annotationsOf, read, toCsv } from '../model/annotations.js';
import { t } from '../model/language.js';
import { h } from '../parts/dom.js';
import { toast } from '../parts/toast.js';

const MAX_BYTES = 4_000_000;

/** Returns the entries of a menu. */
export function exchange(store) {
  const file = h('input', { type: 'file', accept: '.csv,.json', hidden: true, onchange: () => take(file.files[0]) });
  const entry = (label, deed) => h('button', { type: 'button', onclick: deed }, label);
  return [
    entry(t('exportCsv'), () => save('csv', 'text/csv', toCsv)),
    entry(t('exportJson'), () => save('json', 'application/json', (all) => JSON.stringify(all, null, 2))),
    entry(t('importFile'), () => file.click()),
    file,
  ];

  async function save(ending, type, write) {
    await store.loadDeparted().catch(() => {});
    const url = URL.createObjectURL(new Blob([write(annotationsOf([...store.machines.values()]))], { type }));
    h('a', { href: url, download: `kitty-machines.${ending}` }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  }

  async function take(chosen) {
    file.value = '';
    if (!chosen) {
      return;
    }
    let all;
    try {
      if (chosen.size > MAX_BYTES) {
        throw new Error('size');
      }
      all = read(await chosen.text());
    } catch {
      toast(t('importUnreadable', chosen.name), { bad: true });
      return;
    }
    let done = 0;
    let unknown = 0;
    let failed = '';
    for (const { id, user } of all) {
      try {
        store.apply('changed', await request('PUT', `${path('devices', id)}/user`, { body: user }));
        done += 1;
      } catch (problem) {
        if (problem instanceof RequestError && problem.status === 404) {
          unknown += 1;
        } else {
          failed = `${id}: ${problem.message}`;
        }
      }
    }
    toast(t('imported', done, unknown, failed), { bad: Boolean(failed) });
  }
}

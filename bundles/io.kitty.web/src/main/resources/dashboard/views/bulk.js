// SPDX-License-Identifier: Apache-2.0
// The bar with deeds on many machines at once.
import { request, path } from '../hub/api.js';
import { t } from '../model/language.js';
import { h, setText } from '../parts/dom.js';
import { toast } from '../parts/toast.js';

/**
 * Makes the bar.
 *
 * @param listed returns the ids of the listed machines
 */
export function bulk(store, selection, listed) {
  const number = h('b', { role: 'status' });
  const word = h('input', { type: 'text', maxlength: '128', autocomplete: 'off', 'aria-label': t('tagOrRoom'), placeholder: t('tagOrRoom') });
  const one = (label, deed) => h('button', { type: 'button', class: 'deed', onclick: deed }, label);
  const merge = one(t('mergeThem'), () => mergeAll());
  const deeds = [
    one(t('addTag'), () => word.value.trim() && annotate((user) => ({ tags: [...new Set([...(user.tags ?? []), word.value.trim().replace(/^#/, '')])] }))),
    one(t('setRoom'), () => annotate(() => ({ room: word.value.trim() }))),
    one(t('ignoreThem'), () => annotate(() => ({ ignored: true }))),
    merge,
    one(t('forgetThem'), () => confirm(t('forgetSure', t('countMachines', selection.ids.length)))
      && each((id) => request('DELETE', path('devices', id)))),
  ];
  const all = h('button', { type: 'button', class: 'quiet', onclick: () => selection.tickAll(listed()) }, t('selectAll'));
  const done = h('button', { type: 'button', class: 'main', onclick: () => selection.turn(false) }, t('done'));
  const element = h('section', { class: 'bulk', 'aria-label': t('manyAtOnce'), hidden: true }, number, all, word, deeds, done);

  function annotate(change) {
    return each(async (id) => {
      const user = store.machines.get(id)?.json.user ?? {};
      store.apply('changed', await request('PUT', `${path('devices', id)}/user`, { body: change(user) }));
    });
  }

  async function mergeAll() {
    const [first, ...others] = selection.ids;
    let id = first;
    await run(others, async (other) => {
      const merged = await request('POST', `${path('devices', id)}/merge`, { body: { with: other } });
      store.apply('changed', merged);
      id = merged.id;
    });
  }

  function each(deed) {
    return run(selection.ids, deed);
  }

  /** Does something with one machine after the other, and tells how many it worked for. */
  async function run(ids, deed) {
    let failed = '';
    let count = 0;
    for (const id of ids) {
      try {
        await deed(id);
        count += 1;
      } catch (problem) {
        failed = problem.message;
      }
    }
    toast(failed ? t('doneForSome', count, ids.length, failed) : t('doneFor', t('countMachines', count)), { bad: Boolean(failed) });
  }

  function update() {
    const count = selection.ids.length;
    element.hidden = !selection.on;
    setText(number, t('selected', count));
    deeds.forEach((button) => { button.disabled = count === 0; });
    merge.disabled = count < 2;
  }

  selection.onChange(update);
  return { element };
}

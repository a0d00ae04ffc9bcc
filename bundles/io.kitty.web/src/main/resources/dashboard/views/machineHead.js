// SPDX-License-Identifier: Apache-2.0
// The head of a machine's page: what it is, and what people entered about it, edited where it stands.
import { annotate, known } from '../hub/annotations.js';
import { supports } from '../hub/capabilities.js';
import { t } from '../model/language.js';
import { statusWord } from '../model/words.js';
import { h, icon, setIcon, setText } from '../parts/dom.js';
import { editable } from '../parts/editable.js';
import { perform } from '../parts/toast.js';
import { deeds } from './deeds.js';
import { tags } from './tags.js';

/** @param leave leaves the page of the machine */
export function machineHead(store, leave) {
  let machine = null;
  const save = (member) => (value) => perform('annotate', () => annotate(store, machine.id, { [member]: value }));

  const sign = icon('device');
  const tile = h('span', { class: 'tile big' }, sign);
  const title = h('h1', { tabindex: '-1' });
  const made = h('p', { class: 'faint' });
  const pill = h('span', { class: 'pill' });
  const room = h('span', {});
  const note = h('p', { class: 'remark' });
  const rooms = h('datalist', { id: 'rooms' });
  const name = editable(title, { name: 'name', label: t('changeName'), save: save('name') });
  const place = editable(room, { name: 'room', label: t('changeRoom'), empty: t('addRoom'), list: 'rooms', save: save('room') });
  const labels = tags(store);
  const remark = editable(note, { name: 'note', label: t('changeNote'), empty: t('addNote'), lines: 3, max: 2000, save: save('note') });
  const sleeps = h('input', { type: 'checkbox', name: 'sleeps', onchange: setSleeps });
  const maySleep = h('label', { class: 'sleeps deed' }, sleeps, t('maySleep'));
  const acts = deeds(store, leave);
  const fields = [name, place, remark];

  async function setSleeps() {
    if (!await save('sleeps')(sleeps.checked)) {
      sleeps.checked = !sleeps.checked;
    }
  }

  return {
    element: h('header', { class: 'machinehead' },
      h('div', { class: 'who' }, tile, h('div', {}, name.element, made), pill),
      acts.element, h('div', { class: 'entered' }, place.element, rooms, labels.element, maySleep, remark.element)),
    focus: () => title.focus({ preventScroll: true }),
    update(now) {
      if (machine?.id !== now.id) {
        [...fields, labels].forEach((field) => field.reset());
      }
      machine = now;
      const { user = {} } = now.json;
      const allowed = supports('put', '/devices/{id}/user');
      setText(title, now.title);
      setText(made, [now.made.startsWith(now.kindLabel) ? '' : now.kindLabel, now.made].filter(Boolean).join(' · '));
      setIcon(sign, now.icon);
      tile.dataset.kind = now.icon;
      setText(pill, statusWord(now.status));
      pill.dataset.tone = now.tone;
      setText(room, now.room);
      setText(note, user.note ?? '');
      fields.forEach((field) => field.allow(allowed));
      name.update(user.name ?? '', now.title);
      place.update(now.room);
      remark.update(user.note ?? '');
      labels.update(now, allowed);
      sleeps.checked = user.sleeps ?? false;
      sleeps.disabled = !allowed;
      rooms.replaceChildren(...known(store, (each) => (each.room ? [each.room] : [])).map((value) => h('option', { value })));
      acts.update(now);
    },
  };
}

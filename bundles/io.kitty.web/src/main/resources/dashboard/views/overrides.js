// SPDX-License-Identifier: Apache-2.0
// The card with the overrides: merges and splits machines, and undoes either.
import { request, path } from '../hub/api.js';
import { supports } from '../hub/capabilities.js';
import { t } from '../model/language.js';
import { decoded } from '../model/route.js';
import { ago } from '../parts/clock.js';
import { h, keyed } from '../parts/dom.js';
import { attempt, toast } from '../parts/toast.js';

/** Shows that an override was made, with a button to undo it, and updates the machine. */
export async function overridden(text, store, id) {
  const all = await request('GET', '/corrections');
  const latest = all.reduce((newest, each) => (newest && newest.made >= each.made ? newest : each), null);
  toast(text, { action: t('undo'), onAction: () => attempt(() => undo(latest.id, store, id)) });
  await store.refresh(id, path('devices', id)).catch(() => {});
  dispatchEvent(new Event('corrected'));
}

async function undo(correction, store, id) {
  await request('DELETE', path('corrections', correction));
  toast(t('undone'));
  await store.refresh(id, path('devices', id)).catch(() => {});
  dispatchEvent(new Event('corrected'));
}

export function overrides(store) {
  const choice = h('select', { 'aria-label': t('otherRecord'), onchange: () => { mergeButton.disabled = !choice.value; } });
  const mergeButton = h('button', { disabled: true }, t('join'));
  const mergeForm = h('form', { class: 'inline', onsubmit: (event) => { event.preventDefault(); attempt(merge); } }, choice, mergeButton);
  const identifierList = h('div', { class: 'identifiers' });
  const splitSection = h('div', {}, h('h3', {}, t('twoAsOne')), identifierList);
  const overrideList = h('ul', { class: 'corrections' });
  const overrideSection = h('div', {}, h('h3', {}, t('corrected')), overrideList);
  const element = h('section', { class: 'card', 'aria-labelledby': 'join' },
    h('h2', { id: 'join' }, t('wronglyJoined')), h('h3', {}, t('listedTwice')), mergeForm, splitSection, overrideSection);
  let machine = null;
  let loaded = '';

  async function merge() {
    const other = store.machines.get(choice.value);
    const json = await request('POST', `${path('devices', machine.id)}/merge`, { body: { with: choice.value } });
    store.apply('changed', json);
    await overridden(t('joinedWith', other?.title ?? choice.value), store, json.id);
  }

  async function apart(identifier) {
    await request('POST', `${path('devices', machine.id)}/split`, { body: { identifier } });
    await overridden(t('joinsNothing', identifier), store, machine.id);
  }

  function correction(each) {
    return {
      element: h('li', {}, h('span', {}, h('b', {}, t('correction', each.kind)), ` ${each.of.join(t('and'))} `, ago(each.made)),
        h('button', { type: 'button', class: 'quiet', onclick: () => attempt(() => undo(each.id, store, machine.id)) }, t('undo'))),
    };
  }

  async function load() {
    const all = supports('get', '/corrections') ? await request('GET', '/corrections').catch(() => []) : [];
    overrideSection.hidden = all.length === 0;
    keyed(overrideList, all, (each) => each.id, correction);
  }

  addEventListener('corrected', () => element.isConnected && load());
  return {
    element,
    update(now) {
      machine = now;
      element.hidden = !supports('post', '/devices/{id}/merge');
      if (!element.hidden && loaded !== now.id) {
        loaded = now.id;
        load();
      }
      const identifiers = identifiersOf(now.json);
      splitSection.hidden = identifiers.length < 2;
      keyed(identifierList, identifiers, (text) => text,
        (text) => ({ element: h('p', {}, h('code', {}, text), h('button', { type: 'button', class: 'quiet', onclick: () => attempt(() => apart(text)) }, t('splitOff'))) }));
      if (document.activeElement !== choice) {
        const chosen = choice.value;
        const others = [...store.machines.values()].filter((each) => each.id !== now.id).sort((a, b) => a.title.localeCompare(b.title)).slice(0, 1000);
        choice.replaceChildren(h('option', { value: '' }, t('chooseOther')),
          ...others.map((each) => h('option', { value: each.id }, `${each.title} (${each.address || each.id})`)));
        choice.value = others.some((each) => each.id === chosen) ? chosen : '';
        mergeButton.disabled = !choice.value;
      }
    },
  };
}

/** Returns the machine's identifiers as the hub names them: its ids that are not made from an address. */
function identifiersOf({ id, aliases = [], serial }) {
  return [id, ...aliases].filter((each) => /^(uuid|mac|hostname):/.test(each)
    || (serial && decoded(each.slice(each.indexOf(':') + 1)) === serial));
}

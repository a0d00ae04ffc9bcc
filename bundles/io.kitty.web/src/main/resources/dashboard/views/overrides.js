// SPDX-License-Identifier: Apache-2.0
// Corrects by hand which records are one machine: joins, splits, and takes either back.
import { ask, path } from '../hub/api.js';
import { offers } from '../hub/offers.js';
import { decoded } from '../model/route.js';
import { capital } from '../model/words.js';
import { ago } from '../parts/clock.js';
import { h, keyed } from '../parts/dom.js';
import { attempt, toast } from '../parts/toast.js';

/** Says that a correction was made, offers to undo it, and shows its outcome. */
export async function corrected(text, house, id) {
  const all = await ask('GET', '/corrections');
  const latest = all.reduce((newest, each) => (newest && newest.made >= each.made ? newest : each), null);
  toast(text, { action: 'Undo', onAction: () => attempt(() => undo(latest.id, house, id)) });
  await house.refresh(id, path('devices', id)).catch(() => {});
  dispatchEvent(new Event('corrected'));
}

async function undo(correction, house, id) {
  await ask('DELETE', path('corrections', correction));
  toast('Undone.');
  await house.refresh(id, path('devices', id)).catch(() => {});
  dispatchEvent(new Event('corrected'));
}

export function join(house) {
  const choice = h('select', { 'aria-label': 'The other record', onchange: () => { together.disabled = !choice.value; } });
  const together = h('button', { disabled: true }, 'Join');
  const merge = h('form', { class: 'inline', onsubmit: (event) => { event.preventDefault(); attempt(merged); } }, choice, together);
  const part = h('div', { class: 'identifiers' });
  const parting = h('div', {}, h('h3', {}, 'Two machines are shown as this one?'), part);
  const done = h('ul', { class: 'corrections' });
  const past = h('div', {}, h('h3', {}, 'Corrected by hand'), done);
  const element = h('section', { class: 'card', 'aria-labelledby': 'join' },
    h('h2', { id: 'join' }, 'Joined wrongly?'), h('h3', {}, 'This machine is listed twice?'), merge, parting, past);
  let machine = null;
  let loaded = '';

  async function merged() {
    const other = house.machines.get(choice.value);
    const json = await ask('POST', `${path('devices', machine.id)}/merge`, { body: { with: choice.value } });
    house.hear('changed', json);
    await corrected(`Joined with ${other?.title ?? choice.value}.`, house, json.id);
  }

  async function apart(identifier) {
    await ask('POST', `${path('devices', machine.id)}/split`, { body: { identifier } });
    await corrected(`${identifier} joins nothing any more.`, house, machine.id);
  }

  function correction(each) {
    return {
      element: h('li', {}, h('span', {}, h('b', {}, capital(each.kind)), ` ${each.of.join(' and ')} `, ago(each.made)),
        h('button', { type: 'button', class: 'quiet', onclick: () => attempt(() => undo(each.id, house, machine.id)) }, 'Undo')),
    };
  }

  async function load() {
    const all = offers('get', '/corrections') ? await ask('GET', '/corrections').catch(() => []) : [];
    past.hidden = all.length === 0;
    keyed(done, all, (each) => each.id, correction);
  }

  addEventListener('corrected', () => element.isConnected && load());
  return {
    element,
    update(now) {
      machine = now;
      element.hidden = !offers('post', '/devices/{id}/merge');
      if (!element.hidden && loaded !== now.id) {
        loaded = now.id;
        load();
      }
      const identifiers = identifiersOf(now.json);
      parting.hidden = identifiers.length < 2;
      keyed(part, identifiers, (text) => text,
        (text) => ({ element: h('p', {}, h('code', {}, text), h('button', { type: 'button', class: 'quiet', onclick: () => attempt(() => apart(text)) }, 'Split off')) }));
      if (document.activeElement !== choice) {
        const chosen = choice.value;
        const others = [...house.machines.values()].filter((each) => each.id !== now.id).sort((a, b) => a.title.localeCompare(b.title)).slice(0, 1000);
        choice.replaceChildren(h('option', { value: '' }, 'Choose the other one …'),
          ...others.map((each) => h('option', { value: each.id }, `${each.title} (${each.address || each.id})`)));
        choice.value = others.some((each) => each.id === chosen) ? chosen : '';
        together.disabled = !choice.value;
      }
    },
  };
}

/** The machine's identifiers as the hub names them: among its ids, those that come from no address. */
function identifiersOf({ id, aliases = [], serial }) {
  return [id, ...aliases].filter((each) => /^(uuid|mac|hostname):/.test(each)
    || (serial && decoded(each.slice(each.indexOf(':') + 1)) === serial));
}

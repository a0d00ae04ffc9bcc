// SPDX-License-Identifier: Apache-2.0
// The card of a module: what it does, its state, the machines that it sees, its switch, and its counters behind a fold.
import { request, path } from '../hub/api.js';
import { supports } from '../hub/capabilities.js';
import { scanning, UP } from '../hub/status.js';
import { numeral, t } from '../model/language.js';
import { isProtocol, moduleName, moduleSentence } from '../model/modules.js';
import { plainName } from '../model/words.js';
import { sweep } from '../parts/banner.js';
import { moment, setMoment } from '../parts/clock.js';
import { h, icon, keyed, setText } from '../parts/dom.js';
import { perform } from '../parts/toast.js';
import { adder } from './adder.js';

const TONES = { running: 'ok', starting: 'busy', degraded: 'warn', failed: 'bad', disabled: 'off' };

export function moduleCard({ id }, status) {
  const name = moduleName(id);
  const scanPath = `${path('protocols', id)}/scan`;
  const pill = h('span', { class: 'pill' });
  const count = h('a', { href: `#/machines?${new URLSearchParams({ source: id })}` });
  const detail = h('p', { class: 'detail' });
  const error = h('p', { class: 'wrong' });
  const last = moment();
  const run = h('p', { class: 'faint' }, t('lastScan'), last, h('span', { class: 'took' }));
  const bars = h('div', {});
  const counters = h('dl', { class: 'counters' });
  const interfaces = h('div', { class: 'interfaces' });
  const details = h('details', { class: 'figures' }, h('summary', { 'aria-label': t('detailsOf', name) }, t('details')), run, interfaces, counters);
  const scan = h('button', { type: 'button', onclick: () => perform('scan', search), 'aria-label': t('scanWith', name) }, icon('search'), t('scanNow'));
  const toggle = h('input', { type: 'checkbox', role: 'switch', onchange: () => perform('switchModule', turn), 'aria-label': t('isOn', name) });
  const onOff = h('label', { class: 'switch' }, toggle, h('span', {}, t('on')));
  const example = h('p', { class: 'faint', hidden: true }, t('copyExample'));
  const add = adder(id, name, status);

  async function search() {
    await request('POST', scanPath);
    await status.now();
  }

  async function turn() {
    try {
      await request('PUT', `${path('protocols', id)}/enabled`, { body: { enabled: toggle.checked } });
    } finally {
      await status.now();
    }
  }

  return {
    element: h('section', { class: 'card protocol', 'aria-label': name },
      h('div', { class: 'cardhead' }, h('h3', {}, name), pill, h('span', { class: 'acts' }, onOff, scan)),
      h('p', {}, moduleSentence(id), ' ', h('span', { class: 'source' }, id)),
      h('p', { class: 'count' }, count), detail, example, add, error, bars, details),
    update({ module, machines }) {
      setText(pill, t('moduleStates', module.state));
      pill.dataset.tone = TONES[module.state] ?? 'plain';
      setText(count, t('seesNow', machines));
      count.parentElement.hidden = machines === 0 && !(isProtocol(module) && UP.includes(module.state));
      setText(detail, module.detail);
      setText(error, module.last_error ? t('lastError', module.last_error) : '');
      run.hidden = !module.last_run;
      if (module.last_run) {
        setMoment(last, module.last_run);
        setText(run.lastChild, module.last_duration === undefined ? '' : t('took', module.last_duration));
      }
      keyed(bars, scanning(module) ? [module] : [], () => id, sweep);
      scan.hidden = !isProtocol(module);
      scan.disabled = !UP.includes(module.state);
      onOff.hidden = !module.protocol || module.switchable === false || !supports('put', '/protocols/{id}/enabled');
      const addable = module.switchable === false && supports('post', '/protocols/{id}/configurations');
      add.hidden = !addable;
      example.hidden = addable || module.switchable !== false;
      toggle.checked = module.state !== 'disabled';
      keyed(counters, Object.entries(module.counters).sort(), ([key]) => key, counter);
      showInterfaces(interfaces, module.interfaces);
      details.hidden = run.hidden && interfaces.hidden && !counters.firstChild;
    },
  };
}

function counter([name]) {
  const number = h('dd', {});
  return { element: h('div', {}, h('dt', {}, plainName(name)), number), update: ([, value]) => setText(number, numeral(value)) };
}

function showInterfaces(box, list) {
  box.hidden = list.length === 0;
  if (!box.firstChild) {
    box.append(h('table', {},
      h('thead', {}, h('tr', {}, t('interfaceColumns').map((name) => h('th', { scope: 'col' }, name)))), h('tbody', {})));
  }
  keyed(box.querySelector('tbody'), list, (each) => each.name, interfaceRow);
}

function interfaceRow({ name }) {
  const numbers = ['packets_in', 'packets_out', 'sightings'].map((key) => ({ key, cell: h('td', { class: 'figure' }) }));
  const dot = h('span', { class: 'dot' });
  const note = h('span', { class: 'note' });
  return {
    element: h('tr', {}, h('th', { scope: 'row' }, dot, name || t('allInterfaces'), note), numbers.map(({ cell }) => cell)),
    update(each) {
      dot.dataset.tone = TONES[each.state] ?? 'plain';
      dot.title = t('moduleStates', each.state);
      setText(note, [each.last_error, each.hint].filter(Boolean).join(' '));
      numbers.forEach(({ key, cell }) => setText(cell, numeral(each[key])));
    },
  };
}

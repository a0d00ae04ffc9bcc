// SPDX-License-Identifier: Apache-2.0
// The view of the protocols: state, interfaces, counters and actions.
import { request, path } from '../hub/api.js';
import { supports } from '../hub/capabilities.js';
import { scanning } from '../hub/status.js';
import { numeral, t } from '../model/language.js';
import { plainName } from '../model/words.js';
import { sweep } from '../parts/banner.js';
import { moment, setMoment } from '../parts/clock.js';
import { h, icon, keyed, setText } from '../parts/dom.js';
import { attempt, toast } from '../parts/toast.js';
import { adder } from './adder.js';

const TONES = { running: 'ok', starting: 'busy', degraded: 'warn', failed: 'bad', disabled: 'off' };
const UP = ['running', 'degraded'];
/** The order of the states: what needs attention first, what is disabled last. */
const ORDER = ['failed', 'degraded', 'starting', 'running', 'disabled'];

export function protocols(status) {
  const title = h('h1', { tabindex: '-1' }, t('protocols'));
  const cards = h('div', { class: 'cards' });
  const all = h('button', { type: 'button', onclick: () => attempt(scanAll) }, icon('search'), t('scanAll'));
  const element = h('div', { class: 'view' }, h('div', { class: 'headline' }, title, all), cards);

  async function scanAll() {
    const up = status.protocols.filter((protocol) => UP.includes(protocol.state));
    const answers = await Promise.allSettled(up.map(({ id }) => request('POST', `${path('protocols', id)}/scan`)));
    toast(t('scansStarted', answers.filter((answer) => answer.status === 'fulfilled').length));
    await status.now();
  }

  function update() {
    const rank = ({ state }) => ORDER.indexOf(state);
    const sorted = [...status.protocols].sort((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1));
    keyed(cards, sorted, (protocol) => protocol.id, (protocol) => card(protocol, status));
  }

  status.onChange(() => element.isConnected && update());
  return {
    element,
    title: () => t('protocols'),
    show(route, moved) {
      update();
      status.now();
      moved && title.focus();
    },
    hide() {},
  };
}

function card({ id }, status) {
  const pill = h('span', { class: 'pill' });
  const detail = h('p', { class: 'detail' });
  const error = h('p', { class: 'wrong' });
  const last = moment();
  const run = h('p', { class: 'faint' }, t('lastScan'), last, h('span', { class: 'took' }));
  const bars = h('div', {});
  const counters = h('dl', { class: 'counters' });
  const interfaces = h('div', { class: 'interfaces' });
  const scan = h('button', { type: 'button', onclick: () => attempt(search), 'aria-label': t('scanWith', id) }, icon('search'), t('scanNow'));
  const toggle = h('input', { type: 'checkbox', role: 'switch', onchange: () => attempt(turn, () => {}), 'aria-label': t('isOn', id) });
  const onOff = h('label', { class: 'switch' }, toggle, h('span', {}, t('on')));
  const example = h('p', { class: 'faint', hidden: true }, t('copyExample'));
  const add = adder(id, status);

  async function search() {
    await request('POST', `${path('protocols', id)}/scan`);
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
    element: h('section', { class: 'card protocol', 'aria-label': id },
      h('div', { class: 'cardhead' }, h('h2', {}, id), pill, h('span', { class: 'acts' }, onOff, scan)),
      detail, example, add, error, bars, run, interfaces, counters),
    update(protocol) {
      setText(pill, t('moduleStates', protocol.state));
      pill.dataset.tone = TONES[protocol.state] ?? 'plain';
      setText(detail, protocol.detail);
      setText(error, protocol.last_error ? t('lastError', protocol.last_error) : '');
      run.hidden = !protocol.last_run;
      if (protocol.last_run) {
        setMoment(last, protocol.last_run);
        setText(run.lastChild, protocol.last_duration === undefined ? '' : t('took', protocol.last_duration));
      }
      keyed(bars, scanning(protocol) ? [protocol] : [], () => id, sweep);
      scan.disabled = !UP.includes(protocol.state);
      onOff.hidden = protocol.switchable === false || !supports('put', '/protocols/{id}/enabled');
      const addable = protocol.switchable === false && supports('post', '/protocols/{id}/configurations');
      add.hidden = !addable;
      example.hidden = addable || protocol.switchable !== false;
      toggle.checked = protocol.state !== 'disabled';
      keyed(counters, Object.entries(protocol.counters).sort(), ([name]) => name, counter);
      showInterfaces(interfaces, protocol.interfaces);
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

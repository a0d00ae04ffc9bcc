// SPDX-License-Identifier: Apache-2.0
// The warnings of a machine: text, time, and the other machine concerned. The texts may quote untrusted values.
import { t } from '../model/language.js';
import { moment, setMoment } from '../parts/clock.js';
import { h, icon, keyed, setText } from '../parts/dom.js';

export function warnings() {
  const element = h('div', {});
  return { element, update: (list) => keyed(element, list, ({ code, address = '', mac = '' }) => `${code} ${address} ${mac}`, warning) };
}

function warning({ code, address, mac }) {
  const text = h('span', {});
  const since = moment();
  const other = [address, mac].filter(Boolean).join(', ');
  return {
    element: h('div', { class: 'warning' }, icon('warn'),
      h('p', {}, text, h('span', { class: 'about' }, t('warningSince', code), since, other && t('otherOne', other)))),
    update(now) {
      setText(text, now.text);
      setMoment(since, now.since);
    },
  };
}

// SPDX-License-Identifier: Apache-2.0
// The warnings of a machine: what is wrong, since when, the other machine concerned, and what a person can do.
// The texts may quote untrusted values.
import { has, t } from '../model/language.js';
import { machineHash } from '../model/route.js';
import { moment, setMoment } from '../parts/clock.js';
import { h, icon, keyed, setText } from '../parts/dom.js';

export function warnings(store) {
  const element = h('div', {});
  return {
    element,
    update(machine) {
      const list = machine?.warnings ?? [];
      keyed(element, machine?.json.ambiguous && list.length === 0 ? [{ code: 'ambiguous' }] : list,
        ({ code, address = '', mac = '' }) => `${code} ${address} ${mac}`, warning);
    },
  };

  function warning({ code, address, mac }) {
    const text = h('span', {});
    const since = moment();
    const other = [address, mac].filter(Boolean).join(', ');
    const link = h('a', {}, other);
    const about = h('span', { class: 'about' }, t('warningSince', code), since, ...(other ? [t('otherOne'), link] : []));
    const remedy = has('remedies', code) ? t('remedies', code) : t('remedies', 'other');
    return {
      element: h('div', { class: 'warning' }, icon('warn'), h('div', {},
        has('warningTitles', code) && h('b', {}, t('warningTitles', code)),
        h('p', {}, text, about),
        h('p', {}, remedy))),
      update(now) {
        setText(text, now.text ?? '');
        about.hidden = !now.since;
        now.since && setMoment(since, now.since);
        const found = address && [...store.machines.values()].find((each) => each.json.addresses.includes(address));
        found ? link.setAttribute('href', machineHash(found.id)) : link.removeAttribute('href');
      },
    };
  }
}

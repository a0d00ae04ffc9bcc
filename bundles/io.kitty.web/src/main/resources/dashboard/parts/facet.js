// SPDX-License-Identifier: Apache-2.0
// A filter that unfolds: values to tick, each with how many there are.
import { h, keyed, setText } from './dom.js';

/** Anybody in the network may make up values; no more than these, the commonest, are offered. */
const MOST = 100;

/** A facet with its label and the words for its values; tells when something was ticked. */
export function facet(label, wordOf, onPick) {
  const badge = h('span', { class: 'badge', hidden: true });
  const values = h('div', { class: 'values' });
  const element = h('details', { class: 'facet' },
    h('summary', {}, label, badge),
    h('fieldset', { class: 'menu' }, h('legend', { class: 'unseen' }, label), values));
  closeByItself(element);
  element.addEventListener('toggle', fill);
  let latest = { counts: new Map(), picked: new Set() };

  function option(value) {
    const box = h('input', { type: 'checkbox', value, onchange: () => onPick(value, box.checked) });
    const number = h('span', { class: 'number' });
    return {
      element: h('label', {}, box, h('span', {}, wordOf(value)), number),
      update({ count, picked }) {
        box.checked = picked;
        setText(number, String(count));
      },
    };
  }

  return {
    element,
    update(counts, picked) {
      badge.hidden = picked.size === 0;
      setText(badge, String(picked.size));
      latest = { counts, picked };
      fill();
    },
  };

  /** Values are made only while they are seen. */
  function fill() {
    if (element.open) {
      const { counts, picked } = latest;
      const items = commonest(counts, picked, MOST).sort((a, b) => wordOf(a.value).localeCompare(wordOf(b.value)));
      keyed(values, items, (item) => item.value, (item) => option(item.value));
    }
  }
}

/** The values that are picked, and the commonest others. */
export function commonest(counts, picked, most) {
  return [...new Set([...picked, ...counts.keys()])]
    .map((value) => ({ value, count: counts.get(value) ?? 0, picked: picked.has(value) }))
    .sort((a, b) => b.picked - a.picked || b.count - a.count)
    .slice(0, most);
}

/** Folds a menu when Escape is pressed, or when the person goes elsewhere. */
function closeByItself(details) {
  details.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && details.open) {
      details.open = false;
      details.querySelector('summary').focus();
      event.stopPropagation();
    }
  });
  details.addEventListener('focusout', (event) => {
    if (event.relatedTarget && !details.contains(event.relatedTarget)) {
      details.open = false;
    }
  });
  document.addEventListener('pointerdown', (event) => {
    if (!details.contains(event.target)) {
      details.open = false;
    }
  });
}

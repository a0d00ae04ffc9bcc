// SPDX-License-Identifier: Apache-2.0
// A filter menu: values to tick, each with its count.
import { h, keyed, setText } from './dom.js';

/** The maximum number of values, the most common ones, as the network may invent any number. */
const MAX_VALUES = 100;

/** Makes a facet with a label, words for its values, and a callback for ticks. */
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

  /** Fills in the values while the menu is open. */
  function fill() {
    if (element.open) {
      const { counts, picked } = latest;
      const items = mostCommon(counts, picked, MAX_VALUES).sort((a, b) => wordOf(a.value).localeCompare(wordOf(b.value)));
      keyed(values, items, (item) => item.value, (item) => option(item.value));
    }
  }
}

/** Makes a menu of other entries. */
export function menu(label, entries) {
  const element = h('details', { class: 'facet' }, h('summary', {}, label), h('div', { class: 'menu' }, entries));
  closeByItself(element);
  return element;
}

/** Returns the picked values and the most common others. */
export function mostCommon(counts, picked, max) {
  return [...new Set([...picked, ...counts.keys()])]
    .map((value) => ({ value, count: counts.get(value) ?? 0, picked: picked.has(value) }))
    .sort((a, b) => b.picked - a.picked || b.count - a.count)
    .slice(0, max);
}

/** Closes a menu on Escape, on loss of focus, and on a click outside. */
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

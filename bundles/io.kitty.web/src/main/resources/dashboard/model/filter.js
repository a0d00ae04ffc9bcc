// SPDX-License-Identifier: Apache-2.0
// The filter, order and sections of the list of machines, read from and written to the URL.
import { language, t } from './language.js';
import { keep, setting } from './settings.js';
import { typeWord } from './words.js';

/** The facets: the name in the URL, and a machine's values. */
export const FACETS = {
  group: (machine) => [machine.group],
  kind: (machine) => [machine.kind],
  type: (machine) => machine.types,
  status: (machine) => [machine.status],
  source: (machine) => machine.sources,
  room: (machine) => (machine.room ? [machine.room] : []),
  tag: (machine) => machine.tagWords,
  work: (machine) => (machine.work ? [machine.work] : []),
};

/** How a value in the URL is read, where people or earlier versions write it otherwise. */
const READ = { type: typeWord, tag: (tag) => tag.toLowerCase() };

/** The choices of Show. */
export const SHOWN = {
  here: (machine) => machine.present && !machine.ignored,
  gone: (machine) => !machine.present && !machine.ignored,
  ignored: (machine) => machine.ignored,
  all: () => true,
};

/** The sections of the list: the heading of a machine's section. */
export const SECTIONS = {
  none: null,
  group: (machine) => t('groups', machine.group),
  room: (machine) => machine.room || t('noRoom'),
  subnet: (machine) => machine.subnet || t('noAddress'),
};

const collator = new Intl.Collator(language, { numeric: true, sensitivity: 'base' });
const byName = (a, b) => collator.compare(a.title, b.title) || (a.id < b.id ? -1 : 1);
const byText = (value) => (a, b) => (value(a) < value(b) ? -1 : value(a) > value(b) ? 1 : byName(a, b));

/** The orders, ascending. */
export const SORTS = {
  kind: (a, b) => a.groupRank - b.groupRank || a.kindRank - b.kindRank || byName(a, b),
  name: byName,
  status: byText((machine) => machine.status.toLowerCase()),
  address: byText((machine) => machine.addressKey),
  seen: (a, b) => b.seen - a.seen || byName(a, b),
  new: (a, b) => b.first - a.first || byName(a, b),
};

export class Filter {
  constructor(query = new URLSearchParams()) {
    this.text = query.get('q') ?? '';
    this.show = oneOf(SHOWN, query.get('show'), 'here');
    this.sort = oneOf(SORTS, query.get('sort'), setting('sort', Object.keys(SORTS)));
    this.by = oneOf(SECTIONS, query.get('by'), setting('by', Object.keys(SECTIONS)));
    this.down = query.has('down');
    this.picked = Object.fromEntries(Object.keys(FACETS)
      .map((name) => [name, new Set(query.getAll(name).map(READ[name] ?? ((value) => value)))]));
  }

  /** Makes the present order and sections the ones that the list begins with in this browser. */
  keepOrder() {
    keep('sort', this.sort);
    keep('by', this.by);
  }

  /** Whether anything but the order differs from the default. */
  get narrow() {
    return this.text !== '' || this.show !== 'here' || Object.values(this.picked).some((values) => values.size > 0);
  }

  toHash() {
    const query = new URLSearchParams();
    if (this.text) {
      query.set('q', this.text);
    }
    for (const [name, values] of Object.entries(this.picked)) {
      values.forEach((value) => query.append(name, value));
    }
    if (this.show !== 'here') {
      query.set('show', this.show);
    }
    if (this.sort !== setting('sort', Object.keys(SORTS))) {
      query.set('sort', this.sort);
    }
    if (this.by !== setting('by', Object.keys(SECTIONS))) {
      query.set('by', this.by);
    }
    if (this.down) {
      query.set('down', '');
    }
    const text = query.toString();
    return `#/machines${text && `?${text}`}`;
  }

  /**
   * Returns the matching machines in order, the number of machines for each facet value, and how many match that another
   * choice of Show would list.
   */
  apply(machines) {
    const words = this.text.toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = Object.entries(this.picked).filter(([, values]) => values.size > 0);
    const counts = Object.fromEntries(Object.keys(FACETS).map((name) => [name, new Map()]));
    const elsewhere = { gone: 0, ignored: 0 };
    const list = [];
    for (const machine of machines) {
      const shown = SHOWN[this.show](machine);
      if (shown) {
        count(machine, counts);
      }
      if (wanted.every(([name, values]) => FACETS[name](machine).some((value) => values.has(value)))
        && words.every((word) => machine.search.includes(word))) {
        if (shown) {
          list.push(machine);
        } else if (SHOWN.gone(machine)) {
          elsewhere.gone += 1;
        } else if (SHOWN.ignored(machine)) {
          elsewhere.ignored += 1;
        }
      }
    }
    list.sort(this.#order());
    return { list, counts, elsewhere };
  }

  #order() {
    const order = SORTS[this.sort];
    const directed = this.down ? (a, b) => order(b, a) : order;
    const section = SECTIONS[this.by];
    if (!section) {
      return directed;
    }
    const rank = this.by === 'group' ? (a, b) => a.groupRank - b.groupRank : (a, b) => collator.compare(section(a), section(b));
    return (a, b) => rank(a, b) || directed(a, b);
  }
}

/** Returns machines in order with a heading before each section. */
export function sectioned(list, by) {
  const section = SECTIONS[by];
  if (!section) {
    return list;
  }
  const items = [];
  let heading = null;
  for (const machine of list) {
    const text = section(machine);
    if (heading?.heading !== text) {
      heading = { id: `heading ${text}`, heading: text, count: 0 };
      items.push(heading);
    }
    heading.count += 1;
    items.push(machine);
  }
  return items;
}

function oneOf(choices, value, other) {
  return Object.hasOwn(choices, value ?? '') ? value : other;
}

function count(machine, counts) {
  for (const [name, valuesOf] of Object.entries(FACETS)) {
    for (const value of valuesOf(machine)) {
      counts[name].set(value, (counts[name].get(value) ?? 0) + 1);
    }
  }
}

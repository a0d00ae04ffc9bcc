// SPDX-License-Identifier: Apache-2.0
// The filter and order of the list of machines, read from and written to the URL.
import { language } from './language.js';

/** The facets: the name in the URL, and a machine's values. */
export const FACETS = {
  kind: (machine) => [machine.kind],
  type: (machine) => machine.types,
  status: (machine) => [machine.status],
  source: (machine) => machine.sources,
  room: (machine) => (machine.room ? [machine.room] : []),
  work: (machine) => (machine.work ? [machine.work] : []),
};

/** The choices of Show. */
export const SHOWN = {
  here: (machine) => machine.present && !machine.ignored,
  gone: (machine) => !machine.present && !machine.ignored,
  ignored: (machine) => machine.ignored,
  all: () => true,
};

const collator = new Intl.Collator(language, { numeric: true, sensitivity: 'base' });
const byName = (a, b) => collator.compare(a.title, b.title) || (a.id < b.id ? -1 : 1);
const byText = (value) => (a, b) => (value(a) < value(b) ? -1 : value(a) > value(b) ? 1 : byName(a, b));

/** The orders, ascending. */
export const SORTS = {
  kind: (a, b) => a.kindRank - b.kindRank || byName(a, b),
  name: byName,
  status: byText((machine) => machine.status.toLowerCase()),
  address: byText((machine) => machine.addressKey),
  seen: (a, b) => b.seen - a.seen || byName(a, b),
  new: (a, b) => b.first - a.first || byName(a, b),
};

export class Filter {
  constructor(query = new URLSearchParams()) {
    this.text = query.get('q') ?? '';
    this.show = Object.hasOwn(SHOWN, query.get('show')) ? query.get('show') : 'here';
    this.sort = Object.hasOwn(SORTS, query.get('sort')) ? query.get('sort') : 'kind';
    this.down = query.has('down');
    this.picked = Object.fromEntries(Object.keys(FACETS).map((name) => [name, new Set(query.getAll(name))]));
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
    if (this.sort !== 'kind') {
      query.set('sort', this.sort);
    }
    if (this.down) {
      query.set('down', '');
    }
    const text = query.toString();
    return `#/machines${text && `?${text}`}`;
  }

  /** Returns the matching machines in order, and the number of machines for each facet value. */
  apply(machines) {
    const words = this.text.toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = Object.entries(this.picked).filter(([, values]) => values.size > 0);
    const counts = Object.fromEntries(Object.keys(FACETS).map((name) => [name, new Map()]));
    const list = [];
    for (const machine of machines) {
      if (SHOWN[this.show](machine)) {
        count(machine, counts);
        if (wanted.every(([name, values]) => FACETS[name](machine).some((value) => values.has(value)))
          && words.every((word) => machine.search.includes(word))) {
          list.push(machine);
        }
      }
    }
    const order = SORTS[this.sort];
    list.sort(this.down ? (a, b) => order(b, a) : order);
    return { list, counts };
  }
}

function count(machine, counts) {
  for (const [name, valuesOf] of Object.entries(FACETS)) {
    for (const value of valuesOf(machine)) {
      counts[name].set(value, (counts[name].get(value) ?? 0) + 1);
    }
  }
}

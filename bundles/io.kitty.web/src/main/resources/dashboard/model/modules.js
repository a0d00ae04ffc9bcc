// SPDX-License-Identifier: Apache-2.0
// The hub's modules in words: what each is called, and what it does.
import { SHOWN } from './filter.js';
import { has, t } from './language.js';

/** Modules that the hub runs as protocols, but that pass on what others find or pretend to be a machine. */
const SERVICES = new Set(['bindserver', 'publisher', 'redis', 'mqtt', 'notify']);

/** Returns the name of a module; its id if it has none. */
export function moduleName(id) {
  return has('modules', id) ? t('modules', id)[0] : id;
}

/** Returns what a module does in a sentence; an empty text if it is not known. */
export function moduleSentence(id) {
  return has('modules', id) ? t('modules', id)[1] : '';
}

/** Returns whether a module looks for machines. */
export function isProtocol({ id, protocol }) {
  return protocol && !SERVICES.has(id);
}

/** Returns the number of machines that each protocol sees now, by its id; the ignored ones do not count. */
export function machinesByProtocol(machines) {
  const counts = new Map();
  for (const machine of machines) {
    if (SHOWN.here(machine)) {
      machine.sources.forEach((source) => counts.set(source, (counts.get(source) ?? 0) + 1));
    }
  }
  return counts;
}

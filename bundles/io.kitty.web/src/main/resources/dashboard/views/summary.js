// SPDX-License-Identifier: Apache-2.0
// The summary of the list in one line: the number of machines, and of those that are gone.
import { count } from '../model/words.js';

export function summaryOf(machines) {
  const gone = machines.filter((machine) => !machine.present).length;
  return count(machines.length, 'machine', 'machines') + (gone ? ` · ${gone.toLocaleString('en')} gone` : '');
}

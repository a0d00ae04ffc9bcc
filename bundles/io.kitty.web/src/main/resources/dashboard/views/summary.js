// SPDX-License-Identifier: Apache-2.0
// The summary of the list in one line: the number of machines, and of those that are gone.
import { t } from '../model/language.js';

export function summaryOf(machines) {
  const gone = machines.filter((machine) => !machine.present).length;
  return t('countMachines', machines.length) + (gone ? ` · ${t('alsoGone', gone)}` : '');
}

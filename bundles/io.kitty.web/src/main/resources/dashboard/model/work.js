// SPDX-License-Identifier: Apache-2.0
// What machines do, by the status words of all brands (the API's DeviceStatus), and the time until the next one is free.

/** The statuses of each group. */
export const WORK = {
  idle: ['IDLE', 'FINISHED', 'STOPPED'],
  busy: ['PREPARING', 'RUNNING'],
  attention: ['PAUSED', 'ERROR', 'OFFLINE'],
};

/** Returns the group of a status; '' for a machine that does not tell what it does. */
export function workOf(status) {
  return Object.keys(WORK).find((group) => WORK[group].includes(status)) ?? '';
}

/** Returns the number of machines of each group that are not ignored, and the seconds until the next one is free; null if none tells it. */
export function tally(machines) {
  const counts = { idle: 0, busy: 0, attention: 0 };
  let next = null;
  for (const { work, job } of machines.filter((machine) => !machine.ignored)) {
    if (work) {
      counts[work] += 1;
    }
    if (work === 'busy' && job?.remaining !== undefined) {
      next = Math.min(next ?? Infinity, job.remaining);
    }
  }
  return { counts, next };
}

// SPDX-License-Identifier: Apache-2.0
// What people enter about machines.
import { path, request } from './api.js';

/** Sets what is given of a machine: name, room, tags, note, ignored, sleeps. */
export async function annotate(store, id, values) {
  store.apply('changed', await request('PUT', `${path('devices', id)}/user`, { body: values }));
}

/** Returns the values of a list of all machines, each once whatever its case, sorted. */
export function known(store, valuesOf) {
  const byKey = new Map();
  for (const machine of store.machines.values()) {
    valuesOf(machine).forEach((value) => byKey.has(value.toLowerCase()) || byKey.set(value.toLowerCase(), value));
  }
  return [...byKey.values()].sort((a, b) => a.localeCompare(b));
}

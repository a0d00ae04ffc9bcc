// SPDX-License-Identifier: Apache-2.0
// What this hub can do, from its own description; what it lacks, the page leaves out.
import { ask } from './api.js';

let paths = {};

/** Reads the description. A hub without one offers no more than the page needs. */
export async function learn() {
  try {
    const document = await ask('GET', '/openapi.json');
    for (const [path, methods] of Object.entries(document.paths)) {
      paths[plain(path)] = methods;
    }
  } catch {
    paths = {};
  }
}

/** Whether the hub has this method at this path, in which {} stands for any part. */
export function offers(method, path) {
  return paths[plain(path)]?.[method] !== undefined;
}

function plain(path) {
  return path.replace(/\{[^}]*\}/g, '{}');
}

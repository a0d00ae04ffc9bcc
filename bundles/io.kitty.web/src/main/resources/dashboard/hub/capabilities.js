// SPDX-License-Identifier: Apache-2.0
// The capabilities of the hub, from its OpenAPI description; the page hides what the hub does not support.
import { request } from './api.js';

let paths = {};

/** Loads the description. Without one, only the basic features are shown. */
export async function loadCapabilities() {
  try {
    const document = await request('GET', '/openapi.json');
    for (const [path, methods] of Object.entries(document.paths)) {
      paths[plain(path)] = methods;
    }
  } catch {
    paths = {};
  }
}

/** Returns whether the hub has this method at this path, in which {} stands for any segment. */
export function supports(method, path) {
  return paths[plain(path)]?.[method] !== undefined;
}

function plain(path) {
  return path.replace(/\{[^}]*\}/g, '{}');
}

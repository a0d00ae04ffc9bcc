// SPDX-License-Identifier: Apache-2.0
// Whether the hub answers, and since when it does not.

const listeners = new Set();

export const connection = {
  /** When the hub was heard last, epoch seconds; null while it answers. */
  awaySince: null,
  onChange: (listener) => listeners.add(listener),
  lost() {
    if (connection.awaySince === null) {
      connection.awaySince = Date.now() / 1000;
      listeners.forEach((listener) => listener());
    }
  },
  restored() {
    if (connection.awaySince !== null) {
      connection.awaySince = null;
      listeners.forEach((listener) => listener());
    }
  },
};

// SPDX-License-Identifier: Apache-2.0
// What a person has set for this browser.

/** Returns a setting; the first allowed value if it is not set. */
export function setting(name, allowed) {
  const value = localStorage.getItem(name);
  return allowed.includes(value) ? value : allowed[0];
}

export function keep(name, value) {
  localStorage.setItem(name, value);
}

// SPDX-License-Identifier: Apache-2.0
// Browsers in words, from what they call themselves; any program may call itself anything.

const BROWSERS = [['Edge', /\bEdg(A|iOS)?\//], ['Opera', /\bOPR\//], ['Firefox', /\b(Firefox|FxiOS)\//], ['Home Assistant', /\bHome ?Assistant\b/i],
  ['Chrome', /(Chrome|CriOS)\//], ['Safari', /\bSafari\//]];
const SYSTEMS = [['Android', /\bAndroid\b/], ['iOS', /\b(iPhone|iPad|iPod)\b/], ['Windows', /\bWindows\b/], ['ChromeOS', /\bCrOS\b/],
  ['macOS', /\bMac OS X\b/], ['Linux', /\bLinux\b/]];
const MAX = 40;

/** Returns for instance Firefox, Android; what is not known is returned as it is, cut. */
export function agentWord(agent) {
  const find = (list) => list.find(([, pattern]) => pattern.test(agent))?.[0];
  return [find(BROWSERS), find(SYSTEMS)].filter(Boolean).join(', ') || agent.slice(0, MAX);
}

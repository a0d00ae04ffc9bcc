// SPDX-License-Identifier: Apache-2.0
// Applies the chosen colours before the first paint: a classic script, since modules run later.
document.documentElement.dataset.theme = localStorage.getItem('theme') ?? 'auto';

// SPDX-License-Identifier: Apache-2.0
// Takes up the colours that were chosen before anything is painted: a plain script, since modules come later.
document.documentElement.dataset.theme = localStorage.getItem('theme') ?? 'auto';

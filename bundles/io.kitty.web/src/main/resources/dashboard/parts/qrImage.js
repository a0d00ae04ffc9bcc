// SPDX-License-Identifier: Apache-2.0
// Draws a QR code.
import { qrCode } from './qr.js';

const SVG = 'http://www.w3.org/2000/svg';
/** The light margin that readers need, in modules. */
const MARGIN = 4;

/** Returns the picture of a text's code, dark on light whatever the colours of the page. */
export function qrImage(text, label) {
  const rows = qrCode(text);
  const side = rows.length + 2 * MARGIN;
  const dark = rows.flatMap((row, y) => row.map((cell, x) => (cell ? `M${x + MARGIN} ${y + MARGIN}h1v1h-1z` : ''))).join('');
  const picture = svg('svg', { class: 'qr', viewBox: `0 0 ${side} ${side}`, role: 'img', 'aria-label': label, 'shape-rendering': 'crispEdges' });
  picture.append(svg('rect', { width: side, height: side, fill: '#fff' }), svg('path', { d: dark, fill: '#000' }));
  return picture;
}

function svg(tag, attributes) {
  const element = document.createElementNS(SVG, tag);
  Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
  return element;
}

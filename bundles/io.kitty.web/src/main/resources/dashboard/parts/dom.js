// SPDX-License-Identifier: Apache-2.0
// Makes elements. Strings always become text, never markup.

const SVG = 'http://www.w3.org/2000/svg';

/** An element with attributes, listeners (functions under on…) and children (elements, texts, or nothing). */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') {
      element.addEventListener(name.slice(2), value);
    } else if (value === true) {
      element.setAttribute(name, '');
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** An icon of icons.svg, hidden from screen readers. */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `dashboard/icons.svg#${name}`);
  svg.append(use);
  return svg;
}

export function setIcon(svg, name) {
  const href = `dashboard/icons.svg#${name}`;
  if (svg.firstChild.getAttribute('href') !== href) {
    svg.firstChild.setAttribute('href', href);
  }
}

/** Sets a text only if it differs, to avoid layout. */
export function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/**
 * Shows items as parts, which are kept while their key exists, so that focus and open details survive.
 * A part has an element and can be updated with its item.
 */
export function keyed(parent, items, keyOf, make) {
  const before = parent.parts ?? new Map();
  const now = new Map();
  for (const item of items) {
    const key = keyOf(item);
    const part = before.get(key) ?? make(item);
    part.update?.(item);
    now.set(key, part);
  }
  before.forEach((part, key) => now.get(key) === part || part.element.remove());
  let at = parent.firstElementChild;
  for (const { element } of now.values()) {
    if (element === at) {
      at = at.nextElementSibling;
    } else {
      parent.insertBefore(element, at);
    }
  }
  parent.parts = now;
}

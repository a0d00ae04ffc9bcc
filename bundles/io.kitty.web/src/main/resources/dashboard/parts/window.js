// SPDX-License-Identifier: Apache-2.0
// A virtual list: only the visible rows are rendered, so that thousands cost no more than thirty.

const OVERSCAN = 6;

/**
 * Shows items as rows of equal height in a box that scrolls with the page.
 *
 * @param makeRow makes a row: its element, and a function that shows an item in it
 */
export function windowed(box, makeRow) {
  const shown = new Map();
  const spare = [];
  let items = [];
  let height = 0;
  let drawScheduled = false;

  function measure() {
    height = parseFloat(getComputedStyle(box).getPropertyValue('--row-height'));
  }

  /** Returns the indexes of the rows to render: the visible ones and the focused one. */
  function visibleIndexes() {
    const above = -box.getBoundingClientRect().top;
    const first = Math.max(0, Math.floor(above / height) - OVERSCAN);
    const end = Math.min(items.length, Math.ceil((above + innerHeight) / height) + OVERSCAN);
    const indexes = new Set();
    for (let i = first; i < end; i++) {
      indexes.add(i);
    }
    for (const [id, row] of shown) {
      if (row.element.contains(document.activeElement)) {
        const index = items.findIndex((item) => item.id === id);
        index >= 0 && indexes.add(index);
      }
    }
    return [...indexes].sort((a, b) => a - b);
  }

  function draw() {
    drawScheduled = false;
    if (!box.isConnected) {
      return;
    }
    const focus = document.activeElement;
    box.style.height = `${items.length * height}px`;
    const indexes = visibleIndexes();
    const ids = new Set(indexes.map((index) => items[index].id));
    for (const [id, row] of shown) {
      if (!ids.has(id)) {
        shown.delete(id);
        row.element.remove();
        spare.push(row);
      }
    }
    let at = box.firstElementChild;
    for (const index of indexes) {
      const row = shown.get(items[index].id) ?? spare.pop() ?? makeRow();
      shown.set(items[index].id, row);
      show(row, index);
      if (row.element === at) {
        at = at.nextElementSibling;
      } else {
        box.insertBefore(row.element, at);
      }
    }
    // Moving a row loses its focus.
    if (focus !== document.activeElement && box.contains(focus)) {
      focus.focus({ preventScroll: true });
    }
    box.dispatchEvent(new Event('drawn'));
  }

  function show(row, index) {
    if (row.index !== index || row.height !== height) {
      row.index = index;
      row.height = height;
      row.element.style.transform = `translateY(${index * height}px)`;
      row.element.setAttribute('aria-rowindex', index + 2);
    }
    if (row.item !== items[index]) {
      row.item = items[index];
      row.show(row.item);
    }
  }

  function scheduleDraw() {
    if (!drawScheduled) {
      drawScheduled = true;
      requestAnimationFrame(draw);
    }
  }

  addEventListener('scroll', scheduleDraw, { passive: true });
  addEventListener('resize', () => { measure(); scheduleDraw(); });

  return {
    set(list) {
      items = list;
      height || measure();
      draw();
    },
    /** Measures and draws again, after the box was detached. */
    refresh() {
      measure();
      draw();
    },
    /** Shows the visible items again, as something else changed that their rows show. */
    redraw() {
      shown.forEach((row) => row.show(row.item));
    },
    item: (index) => items[index],
    /** Shows a changed item if it is visible. */
    update(item) {
      const row = shown.get(item.id);
      if (row) {
        items[row.index] = item;
        show(row, row.index);
      }
    },
    indexOf: (element) => [...shown.values()].find((row) => row.element.contains(element))?.index ?? -1,
    find: (id) => items.findIndex((item) => item.id === id),
    /** Scrolls a row into view and returns its element. */
    reveal(index) {
      const top = box.getBoundingClientRect().top + index * height;
      const head = document.querySelector('.top').offsetHeight + height;
      if (top < head) {
        scrollBy({ top: top - head, behavior: 'instant' });
      } else if (top + 2 * height > innerHeight) {
        scrollBy({ top: top + 2 * height - innerHeight, behavior: 'instant' });
      }
      draw();
      return shown.get(items[index].id).element;
    },
    /** The number of rows of a page. */
    get page() { return Math.max(1, Math.floor(innerHeight / height) - 3); },
    get length() { return items.length; },
  };
}

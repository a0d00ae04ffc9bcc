// SPDX-License-Identifier: Apache-2.0
// A row of the list: a machine, or the heading of a section.
import { numeral, t } from '../model/language.js';
import { machineHash } from '../model/route.js';
import { statusWord } from '../model/words.js';
import { moment, setMoment } from '../parts/clock.js';
import { h, icon, keyed, setIcon, setText } from '../parts/dom.js';

/** Returns a function that makes rows, which are reused for other machines; their boxes tick machines of the selection. */
export function rowsOf(selection) {
  return () => row(selection);
}

function row(selection) {
  const box = h('input', { type: 'checkbox', class: 'tickbox', onchange: () => selection.tick(element.dataset.id, box.checked) });
  const sign = icon('device');
  const tile = h('span', { class: 'tile' }, sign);
  const kind = h('span', { class: 'unseen' });
  const link = h('a', { class: 'name', tabindex: '-1' });
  const made = h('span', {});
  const room = h('span', { class: 'room' });
  const tags = h('span', { class: 'tags' });
  const pill = h('span', { class: 'pill' });
  const bar = h('progress', { max: '1', 'aria-hidden': 'true' });
  const caution = h('span', { class: 'caution', role: 'img' }, icon('warn'));
  const address = h('span', { role: 'cell', class: 'address' });
  const sources = h('span', { role: 'cell', class: 'sources' });
  const seen = moment();
  const cells = [
    h('span', { role: 'cell', class: 'who' }, box, tile, h('span', { class: 'names' }, link, h('span', { class: 'made' }, kind, made, room, tags))),
    h('span', { role: 'cell', class: 'state' }, pill, caution, bar),
    address,
    sources,
    h('span', { role: 'cell', class: 'seen' }, seen),
  ];
  const heading = h('span', { role: 'cell', class: 'heading' });
  const element = h('div', { role: 'row', class: 'row' }, cells, heading);
  // A click anywhere on the row opens the machine's page, or ticks it while machines are selected; the link is for the keyboard.
  element.addEventListener('click', (event) => {
    if (event.target.closest('a, input') || getSelection().toString() || !heading.hidden) {
      return;
    }
    (selection.on ? box : link).click();
  });

  function show(item) {
    const section = item.heading !== undefined;
    element.classList.toggle('section', section);
    heading.hidden = !section;
    cells.forEach((cell) => { cell.hidden = section; });
    if (section) {
      element.dataset.id = '';
      setText(heading, `${item.heading} (${numeral(item.count)})`);
    } else {
      showMachine(item);
    }
  }

  function showMachine(machine) {
    element.dataset.id = machine.id;
    element.classList.toggle('gone', !machine.present);
    box.checked = selection.has(machine.id);
    box.setAttribute('aria-label', t('selectMachine', machine.title));
    tile.dataset.kind = machine.icon;
    tile.title = machine.kindLabel;
    setIcon(sign, machine.icon);
    setText(kind, `${machine.kindLabel}, `);
    setText(link, machine.title);
    link.href = machineHash(machine.id);
    setText(made, machine.made || machine.kindLabel);
    setText(room, machine.room);
    setText(tags, machine.tags.map((tag) => `#${tag}`).join(' '));
    const percent = machine.progress === null ? '' : ` ${Math.floor(100 * machine.progress)} %`;
    setText(pill, statusWord(machine.status) + percent);
    pill.dataset.tone = machine.tone;
    bar.hidden = machine.progress === null;
    bar.value = machine.progress ?? 0;
    caution.hidden = machine.warnings.length === 0;
    caution.title = machine.warnings.map(({ text }) => text).join('\n');
    caution.setAttribute('aria-label', t('warning', caution.title));
    setText(address, machine.address);
    keyed(sources, machine.sources, (source) => source, (source) => ({ element: h('span', { class: 'source' }, source) }));
    setMoment(seen, machine.seen);
  }

  return { element, show };
}

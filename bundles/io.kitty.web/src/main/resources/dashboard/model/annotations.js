// SPDX-License-Identifier: Apache-2.0
// What people entered, as a file: JSON, or CSV (RFC 4180) for spreadsheets.

const COLUMNS = ['id', 'name', 'room', 'tags', 'note', 'ignored', 'sleeps'];

/** Returns what was entered of the machines of which anything was. */
export function annotationsOf(machines) {
  return machines.filter(({ json }) => json.user).map(({ json: { id, user } }) => ({ id, ...user }));
}

export function toCsv(annotations) {
  const rows = annotations.map((each) => COLUMNS.map((column) => cell(column === 'tags' ? (each.tags ?? []).join(', ') : String(each[column] ?? ''))));
  return [COLUMNS, ...rows].map((row) => `${row.join(',')}\r\n`).join('');
}

/** Quotes a text where it needs it; a leading quotation mark keeps spreadsheets from taking it for a formula. */
function cell(text) {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

/**
 * Reads a file of either form. Returns the id and the entered values of each machine.
 *
 * @throws Error if it is of neither form
 */
export function read(text) {
  const rows = text.trimStart().startsWith('[') ? JSON.parse(text) : fromCsv(text.replace(/^\uFEFF/, ''));
  if (!Array.isArray(rows) || rows.some((row) => typeof row?.id !== 'string' || !row.id)) {
    throw new Error('id');
  }
  return rows.map(({ id, name = '', room = '', tags = [], note = '', ignored = false, sleeps = false }) =>
    ({ id, user: { name, room, tags, note, ignored, sleeps } }));
}

function fromCsv(text) {
  const [head, ...rows] = records(text);
  if (!head?.includes('id')) {
    throw new Error('id');
  }
  return rows.filter((row) => row.some(Boolean)).map((row) => {
    const { tags = '', ignored = '', sleeps = '', ...rest } = Object.fromEntries(COLUMNS.filter((column) => head.includes(column))
      .map((column) => [column, (row[head.indexOf(column)] ?? '').replace(/^'(?=[=+\-@])/, '')]));
    return { ...rest, tags: tags.split(',').map((tag) => tag.trim()).filter(Boolean), ignored: isTrue(ignored), sleeps: isTrue(sleeps) };
  });
}

function isTrue(text) {
  return text.trim().toLowerCase() === 'true';
}

/** Returns the rows of a CSV file; cells may be separated by semicolons, too, as some spreadsheets write them. */
function records(text) {
  const separator = text.split('\n', 1)[0].includes(';') ? ';' : ',';
  const rows = [[]];
  let value = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const sign = text[i];
    if (quoted) {
      if (sign === '"' && text[i + 1] === '"') {
        value += '"';
        i += 1;
      } else if (sign === '"') {
        quoted = false;
      } else {
        value += sign;
      }
    } else if (sign === '"') {
      quoted = true;
    } else if (sign === separator || sign === '\n') {
      rows.at(-1).push(value.replace(/\r$/, ''));
      value = '';
      sign === '\n' && rows.push([]);
    } else {
      value += sign;
    }
  }
  rows.at(-1).push(value.replace(/\r$/, ''));
  return rows;
}

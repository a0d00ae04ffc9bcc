// SPDX-License-Identifier: Apache-2.0
// Makes QR codes (ISO/IEC 18004): byte mode, error correction level M, versions 1 to 10, which hold 213 bytes.

/** For each version: its codewords, and the blocks into which they are split with the correction codewords of each. */
const VERSIONS = [[26, 1, 10], [44, 1, 16], [70, 1, 26], [100, 2, 18], [134, 2, 24], [172, 4, 16], [196, 4, 18], [242, 4, 22], [292, 5, 22], [346, 5, 26]]
  .map(([codewords, blocks, correction], i) => ({ version: i + 1, size: 21 + 4 * i, blocks, correction, data: codewords - blocks * correction }));
const MASKS = [
  (x, y) => (x + y) % 2, (x, y) => y % 2, (x) => x % 3, (x, y) => (x + y) % 3,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2, (x, y) => ((x * y) % 2) + ((x * y) % 3),
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2, (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2,
];

/**
 * Returns the modules of the code of a text, by row and column: 1 is dark. Uses the mask that is the easiest to read, unless one is given.
 * Throws a RangeError if the text is too long.
 */
export function qrCode(text, wanted) {
  const bytes = new TextEncoder().encode(text);
  const form = VERSIONS.find(({ version, data }) => bytes.length + (version < 10 ? 2 : 3) <= data);
  if (!form) {
    throw new RangeError(`${bytes.length} bytes are too many for a code`);
  }
  const drawn = withFunctionPatterns(form);
  place(drawn, interleaved(form, dataCodewords(form, bytes)));
  if (wanted !== undefined) {
    return masked(drawn, MASKS[wanted], wanted);
  }
  const codes = MASKS.map((mask, i) => masked(drawn, mask, i));
  const penalties = codes.map(penalty);
  return codes[penalties.indexOf(Math.min(...penalties))];
}

/** The mode, length and bytes, padded. */
function dataCodewords({ version, data }, bytes) {
  const bits = [];
  const put = (value, length) => { for (let i = length - 1; i >= 0; i--) bits.push((value >> i) & 1); };
  put(0b0100, 4);
  put(bytes.length, version < 10 ? 8 : 16);
  bytes.forEach((byte) => put(byte, 8));
  put(0, 4);
  const codewords = [];
  for (let i = 0; i < bits.length; i += 8) {
    codewords.push(Number.parseInt(bits.slice(i, i + 8).join('').padEnd(8, '0'), 2));
  }
  for (let pad = 0xec; codewords.length < data; pad ^= 0xfd) {
    codewords.push(pad);
  }
  return codewords;
}

/** Splits the data into blocks, and takes in turn a codeword of each, first of data, then of correction. */
function interleaved({ blocks, correction, data }, codewords) {
  const short = Math.floor(data / blocks);
  const longFrom = blocks - (data % blocks);
  const parts = [];
  for (let i = 0, at = 0; i < blocks; i++) {
    const length = short + (i >= longFrom ? 1 : 0);
    parts.push(codewords.slice(at, at + length));
    at += length;
  }
  const divisor = generator(correction);
  return [...inTurn(parts), ...inTurn(parts.map((part) => remainder(part, divisor)))];
}

function inTurn(lists) {
  const longest = Math.max(...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, i) => lists.filter((list) => i < list.length).map((list) => list[i])).flat();
}

/** Multiplies in GF(256) with the polynomial 0x11d. */
function times(a, b) {
  let product = 0;
  for (let i = 7; i >= 0; i--) {
    product = (product << 1) ^ ((product >> 7) * 0x11d);
    product ^= ((b >> i) & 1) * a;
  }
  return product;
}

/** The Reed-Solomon generator polynomial without its leading 1. */
function generator(degree) {
  let polynomial = [...new Array(degree - 1).fill(0), 1];
  for (let i = 0, root = 1; i < degree; i++, root = times(root, 2)) {
    polynomial = polynomial.map((factor, j) => times(factor, root) ^ (polynomial[j + 1] ?? 0));
  }
  return polynomial;
}

function remainder(data, divisor) {
  let rest = new Array(divisor.length).fill(0);
  for (const byte of data) {
    const factor = byte ^ rest[0];
    rest = divisor.map((each, i) => times(each, factor) ^ (rest[i + 1] ?? 0));
  }
  return rest;
}

/** Returns the cells with the finder, timing and alignment patterns and the version; undefined where data go. */
function withFunctionPatterns({ version, size }) {
  const cells = Array.from({ length: size }, () => new Array(size));
  const square = (cx, cy, radius, dark) => {
    for (let dy = -radius; dy <= radius; dy++) {
      for (let dx = -radius; dx <= radius; dx++) {
        if (cells[cy + dy] && cx + dx >= 0 && cx + dx < size) {
          cells[cy + dy][cx + dx] = Number(dark(Math.max(Math.abs(dx), Math.abs(dy))));
        }
      }
    }
  };
  for (let i = 0; i < size; i++) {
    cells[6][i] = cells[i][6] = (i + 1) % 2;
  }
  const last = size - 7;
  const centres = version === 1 ? [] : version < 7 ? [6, last] : [6, (6 + last) / 2, last];
  for (const x of centres) {
    for (const y of centres) {
      const finder = Math.min(x, y) === 6 && [6, last].includes(Math.max(x, y));
      finder || square(x, y, 2, (ring) => ring !== 1);
    }
  }
  for (const [x, y] of [[3, 3], [size - 4, 3], [3, size - 4]]) {
    square(x, y, 4, (ring) => ring !== 2 && ring !== 4);
  }
  setFormat(cells, 0);
  if (version >= 7) {
    const bits = withCheck(version, 0x1f25, 12);
    for (let i = 0; i < 18; i++) {
      const [a, b] = [size - 11 + (i % 3), Math.floor(i / 3)];
      cells[a][b] = cells[b][a] = (bits >> i) & 1;
    }
  }
  return cells;
}

/** Appends the remainder of a BCH code to a value. */
function withCheck(value, polynomial, degree) {
  let rest = value;
  for (let i = 0; i < degree; i++) {
    rest = (rest << 1) ^ ((rest >> (degree - 1)) * polynomial);
  }
  return (value << degree) | rest;
}

/** Writes the level, which is 0 for M, and the mask, twice. */
function setFormat(cells, mask) {
  const size = cells.length;
  const bits = withCheck(mask, 0x537, 10) ^ 0x5412;
  for (let i = 0; i < 15; i++) {
    const bit = (bits >> i) & 1;
    const at = i < 6 ? i : i < 8 ? i + 1 : size - 15 + i;
    cells[at][8] = bit;
    cells[8][i < 8 ? size - 1 - i : i === 8 ? 7 : 14 - i] = bit;
  }
  cells[size - 8][8] = 1;
}

/** Writes the codewords in columns of two from the right, up and down in turn; what is left over is light. */
function place(cells, codewords) {
  const size = cells.length;
  let at = 0;
  for (let right = size - 1, up = true; right >= 1; right -= 2, up = !up) {
    right -= right === 6 ? 1 : 0;
    for (let i = 0; i < size; i++) {
      for (const x of [right, right - 1]) {
        const y = up ? size - 1 - i : i;
        if (cells[y][x] === undefined) {
          // Data are strings until they are masked, which tells them from the patterns.
          cells[y][x] = String(((codewords[at >> 3] ?? 0) >> (7 - (at & 7))) & 1);
          at += 1;
        }
      }
    }
  }
}

function masked(drawn, mask, number) {
  const cells = drawn.map((row, y) => row.map((cell, x) => (typeof cell === 'string' ? Number(cell) ^ Number(mask(x, y) === 0) : cell)));
  setFormat(cells, number);
  return cells;
}

/** How hard a code is to read: long runs, blocks, what resembles a finder, and an unequal share of dark modules. */
function penalty(cells) {
  const lines = [...cells, ...cells.map((_, x) => cells.map((row) => row[x]))].map((line) => line.join(''));
  let sum = 0;
  for (const line of lines) {
    for (const [run] of line.matchAll(/0{5,}|1{5,}/g)) {
      sum += run.length - 2;
    }
    sum += 40 * ([...line.matchAll(/(?=10111010000)|(?=00001011101)/g)].length);
  }
  for (let y = 1; y < cells.length; y++) {
    for (let x = 1; x < cells.length; x++) {
      const dark = cells[y][x] + cells[y - 1][x] + cells[y][x - 1] + cells[y - 1][x - 1];
      sum += dark % 4 === 0 ? 3 : 0;
    }
  }
  const share = cells.flat().reduce((a, b) => a + b, 0) / cells.length ** 2;
  return sum + 10 * Math.floor(Math.abs(20 * share - 10));
}

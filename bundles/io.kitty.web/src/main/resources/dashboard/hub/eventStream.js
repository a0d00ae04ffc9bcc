// SPDX-License-Identifier: Apache-2.0
// Cuts a stream of bytes into lines. A line may be megabytes long, so its pieces are joined only once.

/** The lines of a body as they come; tells of every piece, which may hold no whole line. */
export async function* lines(body, heard) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let pieces = [];
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        return;
      }
      heard();
      let from = 0;
      for (let end = value.indexOf('\n'); end >= 0; end = value.indexOf('\n', from)) {
        pieces.push(value.slice(from, end));
        yield pieces.length === 1 ? pieces[0] : pieces.join('');
        pieces = [];
        from = end + 1;
      }
      if (from < value.length) {
        pieces.push(value.slice(from));
      }
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

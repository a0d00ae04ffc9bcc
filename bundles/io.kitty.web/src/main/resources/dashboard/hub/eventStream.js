// SPDX-License-Identifier: Apache-2.0
// A parser of server-sent events (WHATWG HTML, section 9.2), as the hub writes them.

/** Yields the events of a body as objects of their fields; calls back for all data, comments too. */
export async function* events(body, onData) {
  let event = {};
  for await (const line of lines(body, onData)) {
    if (line === '') {
      if (event.data !== undefined) {
        yield event;
      }
      event = {};
    } else if (!line.startsWith(':')) {
      const colon = line.indexOf(': ');
      event[line.slice(0, colon)] = line.slice(colon + 2);
    }
  }
}

/** Yields the lines of a body. A line may be megabytes long, so its pieces are joined only once. */
async function* lines(body, onData) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let pieces = [];
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        return;
      }
      onData();
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

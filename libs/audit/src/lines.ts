/** Most bytes that a line of an export may have: an entry has at most 60 KiB. */
export const lineBytesMax = 64 * 1024;

const newline = 0x0a;

/**
 * Cuts bytes into lines without their new lines, some at a time. A line that is longer than any entry comes cut off behind one byte
 * too many, and is the last: no file fills the memory.
 */
export async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<readonly Buffer[]> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const lines: Buffer[] = [];
    let start = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      const line = chunk.subarray(start, end);
      lines.push(rest.length === 0 ? line : Buffer.concat([rest, line]));
      rest = rest.subarray(0, 0);
      start = end + 1;
    }
    rest = rest.length === 0 ? chunk.subarray(start) : Buffer.concat([rest, chunk.subarray(start)]);
    if (rest.length > lineBytesMax) {
      yield [...lines, rest.subarray(0, lineBytesMax + 1)];
      return;
    }
    if (lines.length > 0) yield lines;
  }
  if (rest.length > 0) yield [rest];
}

import { createReadStream, existsSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';

/** How the lines begin that a ReceiptKeepingStore writes: the stream is told without reading the rest. */
const stream = /^\{"stream":"((?:[^"\\]|\\.)*)","checkpoint":"/;

/** The checkpoint that was kept last of each stream, in the file of a ReceiptKeepingStore. Lines that are none are passed over. */
export async function newestReceipts(file: string): Promise<Map<string, string>> {
  const lines = new Map<string, string>();
  if (!existsSync(file)) return lines;
  let rest = '';
  for await (const chunk of createReadStream(file, { encoding: 'utf8' })) {
    const read = (rest + String(chunk)).split('\n');
    // A line without its end was cut short by a crash.
    rest = read.pop() ?? '';
    for (const line of read) {
      const [, name] = stream.exec(line) ?? [];
      if (name !== undefined) lines.set(name, line);
    }
    await setImmediate();
  }
  return new Map([...lines.values()].flatMap(receiptOf));
}

function receiptOf(line: string): [string, string][] {
  try {
    const receipt = JSON.parse(line) as { stream: string; checkpoint: string };
    return [[receipt.stream, receipt.checkpoint]];
  } catch {
    return [];
  }
}

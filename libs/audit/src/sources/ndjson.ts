import { NoteInvalid, parseCheckpoint } from '#libs/transparency';
import { splitCheckpoints } from '../checkpoint-list.js';
import { NoEvidence, type Evidence } from '../evidence.js';
import { linesOf } from '../lines.js';
import { asNoEvidence, openFile } from './files.js';

/** An export of a log, one entry a line, with its checkpoints: the newest of them is what it must make up. Throws NoEvidence. */
export function openNdjson(file: string, checkpoints: string): Evidence {
  const all = splitCheckpoints(checkpoints)
    .map((text, at) => ({ text, size: sizeOf(text, at) }))
    .toSorted((a, b) => a.size - b.size)
    .map(({ text }) => text);
  const checkpoint = all.at(-1);
  if (checkpoint === undefined) throw new NoEvidence('there is no checkpoint');
  return {
    checkpoint,
    earlier: all.slice(0, -1),
    entries: () => linesOf(bytesOf(file)),
    findings: async () => [],
    close: async () => undefined,
  };
}

function sizeOf(checkpoint: string, at: number): number {
  try {
    return parseCheckpoint(checkpoint).size;
  } catch (error) {
    if (error instanceof NoteInvalid) throw new NoEvidence(`checkpoint ${at + 1} ${error.message}`);
    throw error;
  }
}

async function* bytesOf(file: string): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of await openFile(file)) yield chunk as Buffer;
  } catch (error) {
    throw asNoEvidence(error);
  }
}

import { decodeBundle, hashBytes, NoteInvalid, parseCheckpoint, tilePath, tileWidth } from '#libs/transparency';
import { splitCheckpoints } from '../checkpoint-list.js';
import { NoEvidence, type Evidence } from '../evidence.js';
import type { Finding } from '../verdict.js';

const answerMsMax = 30_000;

/** The log cannot be reached now: try later. */
export class LogUnreachable extends Error {}

/** A log as it is served, by the paths of C2SP tlog-tiles below its address. */
export class LiveLog {
  private readonly base: string;

  constructor(
    url: string,
    private readonly token?: string,
  ) {
    this.base = url.replace(/\/+$/, '');
  }

  /** The bytes of a page; undefined if there is none. Throws LogUnreachable. */
  async read(path: string): Promise<Buffer | undefined> {
    const url = `${this.base}/${path}`;
    let answer: Response;
    try {
      const headers: Record<string, string> = this.token === undefined ? {} : { authorization: `Bearer ${this.token}` };
      answer = await fetch(url, { headers, signal: AbortSignal.timeout(answerMsMax) });
      if (answer.ok) return Buffer.from(await answer.arrayBuffer());
    } catch (error) {
      throw new LogUnreachable(`${url} cannot be read: ${(error as Error).message}`);
    }
    if (answer.status === 404 || answer.status === 410) return undefined;
    if (answer.status === 401 || answer.status === 403)
      throw new NoEvidence(
        `${url} answers ${answer.status}: bring a token that may read it (DRAWDOWN_TOKEN or --token-file)`,
      );
    throw new LogUnreachable(`${url} answers ${answer.status}`);
  }

  /** Its newest checkpoint. Throws NoEvidence if it serves none. */
  async checkpoint(): Promise<string> {
    const bytes = await this.read('checkpoint');
    if (!bytes)
      throw new NoEvidence(`${this.base}/checkpoint is not there: give the address of a log, such as .../log/minusma`);
    return bytes.toString();
  }

  /** A tile or bundle at the right edge of a tree of `size`, or inside it. */
  async tile(level: number | 'entries', index: number, width: number): Promise<Buffer | undefined> {
    return this.read(tilePath({ level, index, width }));
  }
}

/** A log that a server holds. The key and earlier checkpoints are Drawdown's own pages; other logs need not have them. */
export async function openLive(url: string, token?: string): Promise<Evidence> {
  const log = new LiveLog(url, token);
  const checkpoint = await log.checkpoint();
  const [key, earlier] = await Promise.all([log.read('key'), log.read('checkpoints')]);
  const findings: Finding[] = [];
  const size = sizeOf(checkpoint);
  return {
    checkpoint,
    earlier: earlier ? splitCheckpoints(earlier.toString()) : [],
    ...(key && { verifierKey: key.toString().trim() }),
    entries: () => bundles(log, size, findings),
    leafHashes: () => leafTiles(log, size),
    findings: async () => findings,
    close: async () => undefined,
  };
}

function sizeOf(checkpoint: string): number {
  try {
    return parseCheckpoint(checkpoint).size;
  } catch (error) {
    if (error instanceof NoteInvalid) throw new NoEvidence(`what is served as its checkpoint ${error.message}`);
    throw error;
  }
}

const widthsOf = (size: number): { index: number; width: number }[] =>
  Array.from({ length: Math.ceil(size / tileWidth) }, (_, index) => ({
    index,
    width: Math.min(tileWidth, size - index * tileWidth),
  }));

async function* bundles(log: LiveLog, size: number, findings: Finding[]): AsyncGenerator<readonly Buffer[]> {
  for (const { index, width } of widthsOf(size)) {
    const bundle = await log.tile('entries', index, width);
    if (!bundle) return;
    try {
      yield decodeBundle(bundle, width);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      findings.push({ kind: 'entry', revision: index * tileWidth, message: `bundle ${index} ${error.message}` });
      return;
    }
  }
}

async function* leafTiles(log: LiveLog, size: number): AsyncGenerator<Buffer> {
  for (const { index, width } of widthsOf(size)) {
    const tile = await log.tile(0, index, width);
    if (tile?.length !== width * hashBytes) return;
    yield tile;
  }
}

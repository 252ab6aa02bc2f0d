import { open, type FileHandle } from 'node:fs/promises';
import { ForwardingStore } from './forwarding-store.js';
import type { AppendResult, EventStore, NewEntry } from './event-store.js';

/** How long a checkpoint may wait to be on the disk, in milliseconds. */
const syncMs = 1000;

/**
 * Passes everything on, and writes each checkpoint into a file of its own as well, one JSON value a line: the file tells of
 * entries that the store has lost, and can be kept elsewhere. It is on the disk within a second; one that cannot be written (the
 * disk may be full) is left out, since the next one covers the same entries.
 */
export class ReceiptKeepingStore extends ForwardingStore {
  private lines: string[] = [];
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    store: EventStore,
    private readonly file: string,
  ) {
    super(store);
  }

  override async append(stream: string, expectedRevision: number, entries: readonly NewEntry[]): Promise<AppendResult> {
    const result = await this.store.append(stream, expectedRevision, entries);
    if (result.outcome === 'appended' && result.checkpoint !== undefined) this.keep(stream, result.checkpoint);
    return result;
  }

  override async close(): Promise<void> {
    clearTimeout(this.timer);
    await this.write();
    await this.store.close();
  }

  private keep(stream: string, checkpoint: string): void {
    this.lines.push(`${JSON.stringify({ stream, checkpoint })}\n`);
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      void this.write();
    }, syncMs).unref();
  }

  private write(): Promise<void> {
    this.writing = this.writing.then(async () => {
      const lines = this.lines.splice(0);
      if (lines.length === 0) return;
      let file: FileHandle | undefined;
      try {
        file = await open(this.file, 'a+', 0o600);
        // A line that a crash cut short must not take the next one with it.
        const start = (await isCutShort(file)) ? '\n' : '';
        await file.appendFile(start + lines.join(''));
        await file.sync();
      } catch {
        return;
      } finally {
        await file?.close();
      }
    });
    return this.writing;
  }
}

/** Whether the last line of a file has no end. */
async function isCutShort(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat();
  const last = Buffer.alloc(1);
  if (size > 0) await file.read(last, 0, 1, size - 1);
  return size > 0 && last.toString() !== '\n';
}

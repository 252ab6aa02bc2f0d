import { NotFound, type HistoryItem, type MissionClient } from '#libs/client';
import type { Line } from '../lines.js';

/**
 * Where exported lines come from. Some of them name entries by the revisions of that log: this turns them into those of the
 * log into which they are imported. Lines that were never exported are left as they are.
 */
export class Origin {
  /** Revisions there to revisions here. */
  private readonly revisions = new Map<number, number>();
  private here: Promise<{ ids: Set<string>; next: number }> | undefined;

  constructor(private readonly mission: MissionClient) {}

  /** Whether a line was exported from this very log: its entry is there, whatever its key. */
  async isHere(line: Line): Promise<boolean> {
    if (!line.recorded) return false;
    const { ids } = await this.read();
    if (!ids.has(line.recorded.id)) return false;
    this.note(line, line.recorded.revision);
    return true;
  }

  /** The revision that the next entry would have had when the import began. */
  async nextRevision(): Promise<number> {
    return (await this.read()).next;
  }

  /** Notes at which revision a line's entry is here. */
  note({ recorded }: Line, revision: number): void {
    if (recorded) this.revisions.set(recorded.revision, revision);
  }

  /** The body to be sent; or why there is none, if the line names an entry that is not here. */
  bodyOf({ command, body, recorded }: Line): Record<string, unknown> | string {
    if (!recorded) return body;
    try {
      return this.renamed(command, body);
    } catch (error) {
      if (!(error instanceof NotHere)) throw error;
      return `names entry ${error.revision} of the log that it comes from, which was not recorded here`;
    }
  }

  private renamed(command: string, body: Record<string, unknown>): Record<string, unknown> {
    const { entry, discrepancy, revision } = body;
    if (typeof entry === 'number') return this.withEntry(body, entry);
    if (command === 'name-baseline' && typeof revision === 'number') return { ...body, revision: this.of(revision) };
    if (command !== 'settle-discrepancy' || typeof discrepancy !== 'string') return body;
    const [, what = '', behind = ''] = /^(.*):([\d-]*)$/s.exec(discrepancy) ?? [];
    const revisions = behind.split('-').filter((one) => one !== '');
    const mapped = revisions.map((one) => this.of(Number(one))).toSorted((a, b) => a - b);
    return what === '' ? body : { ...body, discrepancy: `${what}:${mapped.join('-')}` };
  }

  /** What corrects an entry that names another one names that too, in its replacement. */
  private withEntry(body: Record<string, unknown>, entry: number): Record<string, unknown> {
    const { replacement } = body as { replacement?: { data?: Record<string, unknown> } };
    const inner = replacement?.data;
    return {
      ...body,
      entry: this.of(entry),
      ...(typeof inner?.entry === 'number' && {
        replacement: { ...replacement, data: this.withEntry(inner, inner.entry) },
      }),
    };
  }

  private of(revision: number): number {
    const mine = this.revisions.get(revision);
    if (mine === undefined) throw new NotHere(revision);
    return mine;
  }

  private read(): Promise<{ ids: Set<string>; next: number }> {
    return (this.here ??= this.readAll());
  }

  private async readAll(): Promise<{ ids: Set<string>; next: number }> {
    const ids = new Set<string>();
    let next = 0;
    for await (const items of historyOf(this.mission)) {
      for (const { id } of items) ids.add(id);
      next = (items.at(-1)?.revision ?? next - 1) + 1;
    }
    return { ids, next };
  }
}

/** A mission's history, page after page; nothing if there is no such mission yet. */
export async function* historyOf(mission: MissionClient): AsyncGenerator<HistoryItem[]> {
  try {
    yield* mission.history();
  } catch (error) {
    if (!(error instanceof NotFound)) throw error;
  }
}

/** An entry that is named and was not recorded here. */
class NotHere extends Error {
  constructor(readonly revision: number) {
    super(`entry ${revision} is not here`);
  }
}

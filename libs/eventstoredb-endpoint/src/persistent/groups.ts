import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import type { Serving } from '../serving.js';
import { Group } from './group.js';
import type { SavedGroup, Settings, Source } from './settings.js';

/** How long a change of a checkpoint may wait to be kept, in milliseconds. */
const keepMs = 200;

/** The name of the source of a group, as the protocol has it. */
export const sourceName = ({ stream }: Source): string => stream ?? '$all';

/** All groups of competing consumers, kept in a file of their own: the log holds nothing of them. */
export class Groups {
  private readonly groups = new Map<string, Group>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly serving: Pick<Serving, 'store' | 'hiding'>,
    private readonly file: string,
  ) {
    if (!existsSync(file)) return;
    for (const group of JSON.parse(readFileSync(file, 'utf8')) as SavedGroup[]) this.open(group);
  }

  /** A group; undefined if there is none. `source` is a stream or `$all`. */
  find(source: string, name: string): Group | undefined {
    return this.groups.get(`${source}\n${name}`);
  }

  /** All groups, or those of one source. */
  list(source?: string): Group[] {
    return [...this.groups.values()].filter(({ saved }) => source === undefined || sourceName(saved.source) === source);
  }

  /** Makes a group. The caller has seen that there is none of that name. */
  create(group: SavedGroup): void {
    this.open(group);
    this.keep();
  }

  /** Serves a group otherwise from now on. */
  update(group: Group, settings: Settings): void {
    group.settings = settings;
    this.keep();
  }

  /** Ends a group and forgets it. */
  async remove(group: Group): Promise<void> {
    this.groups.delete(`${sourceName(group.saved.source)}\n${group.saved.name}`);
    this.keep();
    await group.close();
  }

  /** Ends all consumers and keeps how far they have come. */
  async close(): Promise<void> {
    await Promise.all([...this.groups.values()].map((group) => group.close()));
    if (this.timer || this.groups.size > 0) this.keep();
  }

  private open({ name, source, settings, after, parked }: SavedGroup): void {
    const group = new Group(this.serving, { name, source }, settings, after, parked, () => this.changed());
    this.groups.set(`${sourceName(source)}\n${name}`, group);
  }

  private changed(): void {
    this.timer ??= setTimeout(() => this.keep(), keepMs).unref();
  }

  /** Writes the file so that a crash leaves the old one or the new one, whole. */
  private keep(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const saved = [...this.groups.values()].map((group): SavedGroup => {
      const { settings, after, parked } = group;
      return { ...group.saved, settings, after, parked };
    });
    const fresh = `${this.file}.new`;
    const file = openSync(fresh, 'w', 0o600);
    writeSync(file, JSON.stringify(saved));
    fsyncSync(file);
    closeSync(file);
    renameSync(fresh, this.file);
  }
}

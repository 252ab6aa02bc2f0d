import type { Entry } from '#libs/domain';
import { emptyHead, headOf, takeOnTop, type Head } from './head.js';
import type { Logbook } from './logbook.js';

/** A mission's log as it will be: what the store holds, and after it what was decided and is yet to be stored. */
export class DecidedLog {
  private newestHead: Head = emptyHead();
  private storedLength = 0;
  private fresh: Entry[] = [];
  private isLoaded = false;

  constructor(
    private readonly mission: string,
    private readonly logbook: Logbook,
  ) {}

  /** The head, decided entries included. */
  get head(): Head {
    return this.newestHead;
  }

  /** How many entries there are, decided ones included. */
  get length(): number {
    return this.newestHead.facts.length;
  }

  /** How many entries the store holds. */
  get stored(): number {
    return this.storedLength;
  }

  /** Brings the log to what the store holds, where it may be something else. Throws UnreadableEntry, StoreUnavailable. */
  async load(): Promise<void> {
    this.logbook.checkReadable(this.mission);
    if (this.isLoaded) return;
    this.fresh = [];
    this.newestHead = await this.logbook.head(this.mission);
    this.storedLength = this.length;
    this.isLoaded = true;
  }

  /** Nobody knows what the store holds now: to be loaded again. */
  forget(): void {
    this.isLoaded = false;
  }

  /** What was decided is stored. */
  confirm(): void {
    this.storedLength = this.length;
    this.fresh = [];
  }

  /** Adds a decided entry. */
  async add(entry: Entry): Promise<void> {
    this.fresh.push(entry);
    if (!takeOnTop(this.newestHead, entry)) this.newestHead = await headOf(await this.all());
  }

  /** Takes decided entries back until so many entries are left. */
  async rewind(length: number): Promise<void> {
    if (this.length === length) return;
    this.newestHead = await this.logbook.head(this.mission, this.storedLength - 1);
    for (const entry of this.fresh.splice(0).slice(0, length - this.storedLength)) await this.add(entry);
  }

  /** Entries from one revision to another, both included. */
  async range(from: number, until: number): Promise<readonly Entry[]> {
    const stored = await this.logbook.range(this.mission, from, Math.min(until, this.storedLength - 1));
    return [...stored, ...this.fresh.filter(({ revision }) => revision >= from && revision <= until)];
  }

  /** All entries. */
  async all(): Promise<readonly Entry[]> {
    const stored = await this.logbook.entries(this.mission, this.storedLength - 1);
    return this.fresh.length === 0 ? stored : [...stored, ...this.fresh];
  }
}

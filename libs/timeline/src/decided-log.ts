import {
  amends,
  forkFold,
  noteEntry,
  referencesOf,
  takeBackEntry,
  type Entry,
  type Folded,
  type Incoming,
  type MissionState,
} from '#libs/domain';
import { emptyHead, takeOnTop, type Head } from './head.js';
import type { Logbook } from './logbook.js';
import type { Course, Take } from './past/course.js';

/** A log as it was before something was decided. */
interface Mark {
  length: number;
  recordedAt: number;
  folded: Folded;
}

/** A mission's log as it will be: what the store holds, and after it what was decided and is yet to be stored. */
export class DecidedLog {
  private newestHead: Head = emptyHead();
  private storedLength = 0;
  private fresh: Entry[] = [];
  /** The course of the log, as far as it was needed: for entries that act on the past. */
  private course: Course | undefined;
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
    this.course = undefined;
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
    // Whoever follows the log need not fold the same again.
    if (this.course) this.logbook.past(this.mission).adopt(this.course);
  }

  /** Adds a decided entry. */
  async add(entry: Entry): Promise<void> {
    this.fresh.push(entry);
    if (takeOnTop(this.newestHead, entry)) return;
    noteEntry(this.newestHead.facts, entry);
    const course = await this.broughtTo(this.length);
    this.newestHead.folded = await course.folded(this.take);
  }

  /** The state of what had happened by an instant, in milliseconds since 1970; for the caller to own. */
  async stateAt(validAt: number): Promise<MissionState> {
    return (await (await this.broughtTo(this.length)).folded(this.take, validAt)).state;
  }

  /**
   * The entries that a command is judged on that acts on an earlier one: that one and all that name it, each in its place.
   * All of the log where it is to be retracted and others may rest on it.
   */
  async bearingOn({ type, data }: Incoming): Promise<readonly Entry[]> {
    const { entry: named } = referencesOf(type, data);
    if (named === undefined || named >= this.length) return [];
    const [target] = await this.range(named, named);
    if (target && type === 'EntryRetracted' && !amends(target)) {
      const { opens } = referencesOf(target.type, target.data);
      if (opens || target.type === 'MissionOpened') return this.range(0, this.length - 1);
    }
    const course = await this.broughtTo(this.length);
    const bearing: Entry[] = [];
    // A correction may be of a correction, and a retraction of a retraction: then what that names bears on it as well.
    for (let next: number | undefined = named; next !== undefined;) {
      for (const entry of await this.take(course.naming(next))) bearing[entry.revision] = entry;
      const reached: Entry | undefined = bearing[next];
      next = reached && amends(reached) ? referencesOf(reached.type, reached.data).entry : undefined;
    }
    return bearing;
  }

  /** The log as it is, at little cost: for `rewind`. */
  mark(): Mark {
    const { facts, folded } = this.newestHead;
    return { length: facts.length, recordedAt: facts.recordedAt, folded: forkFold(folded) };
  }

  /** Takes back what was decided since a mark, which can be used once. */
  rewind({ length, recordedAt, folded }: Mark): void {
    if (this.length === length) return;
    if (this.course && this.course.length > length) this.course = undefined;
    for (const entry of this.fresh.splice(length - this.storedLength).toReversed())
      takeBackEntry(this.newestHead.facts, entry, recordedAt);
    this.newestHead.folded = folded;
  }

  /** Entries from one revision to another, both included. */
  async range(from: number, until: number): Promise<readonly Entry[]> {
    const stored = await this.logbook.range(this.mission, from, Math.min(until, this.storedLength - 1));
    return [...stored, ...this.fresh.filter(({ revision }) => revision >= from && revision <= until)];
  }

  private readonly take: Take = async (revisions) => {
    const stored = await this.logbook.take(
      this.mission,
      revisions.filter((revision) => revision < this.storedLength),
    );
    if (stored.length === revisions.length) return stored;
    const byRevision = new Map([...stored, ...this.fresh].map((entry) => [entry.revision, entry]));
    return revisions.flatMap((revision) => byRevision.get(revision) ?? []);
  };

  /** The course of the log's first `length` entries, which are all that there are. */
  private async broughtTo(length: number): Promise<Course> {
    const stored = await this.logbook.past(this.mission).course(Math.min(length, this.storedLength));
    const base = this.course && this.course.length > stored.length ? this.course : stored;
    const further = await this.range(base.length, length - 1);
    this.course = further.length === 0 ? base : await base.extended(further, this.take);
    return this.course;
  }
}

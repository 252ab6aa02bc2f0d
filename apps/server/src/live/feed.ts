import type { Entry } from '#libs/domain';
import { leftOfBatch, nextTurn, Serial, type Missions } from '#libs/timeline';
import { frameOf, type Connection } from './connection.js';
import { withoutViews, type EventId } from './event-id.js';
import { Steps, type Followed, type LiveEvent } from './steps.js';

/** More entries than this at once are told in a leap: the views come whole instead of as patches. */
const stepsMax = 200;

/** Further back than this, views are not resumed but begin anew. */
const resumedMax = 1000;

/** Nobody waits longer than this for a stream to go on: a hundred years. */
const momentsMax = 36_525;

/** An entry recorded just before a midnight, or before a silence ended, is told before that is. */
const momentDelayMs = 1000;

/** The events of one mission and one choice of views, worked out once for everybody who follows them. */
export class Feed {
  private readonly followers = new Set<Connection>();
  /** Those of them who hold what `steps` holds. */
  private readonly joined = new Set<Connection>();
  private readonly steps: Steps;
  private readonly turn = new Serial();
  private isCalled = false;
  private moment: NodeJS.Timeout | undefined;

  constructor(
    private readonly followed: Followed,
    private readonly missions: Missions,
    private readonly clock: () => number,
    private readonly onFailure: (error: unknown) => void,
    /** Which entries are told; all of them without it. */
    private readonly passes: (entry: Entry) => boolean = () => true,
  ) {
    this.steps = this.newSteps();
  }

  /** Whether nobody follows. */
  get isIdle(): boolean {
    return this.followers.size === 0;
  }

  /** Tells everybody what was recorded since, and what has changed by itself. */
  advance(): void {
    if (this.isCalled) return;
    this.isCalled = true;
    void this.inTurn((now) => {
      this.isCalled = false;
      return this.catchUp(now);
    });
  }

  /** Lets a connection follow, after the event that it saw last; from a snapshot if there is none, or it is too old. */
  async join(connection: Connection, last: EventId | undefined): Promise<void> {
    this.followers.add(connection);
    const head = this.missions.revisionOf(this.followed.mission);
    const resumed = last && this.canResume(last, head) ? await this.resume(connection, last) : undefined;
    await this.inTurn(async (now) => {
      await this.catchUp(now);
      if (resumed) await this.bring(connection, resumed, this.steps.revision, now);
      // Whoever resumes is now where the others are; an id that was not ours shows here.
      if (resumed?.id.index !== this.steps.id.index) {
        connection.write((last ? frameOf(this.reset()) : '') + this.framesOf(this.steps.snapshots()));
      }
      if (connection.isOpen) this.joined.add(connection);
    });
  }

  /** Forgets a connection. */
  leave(connection: Connection): void {
    this.followers.delete(connection);
    this.joined.delete(connection);
    if (this.isIdle) clearTimeout(this.moment);
  }

  private canResume({ revision, index }: EventId, head: number): boolean {
    const size = this.followed.names.length;
    if (size === 0) return revision <= head;
    return (
      revision >= 0 &&
      revision <= head &&
      head - revision <= resumedMax &&
      (index >= withoutViews || index <= size * momentsMax)
    );
  }

  private reset(): LiveEvent {
    const { revision } = this.steps;
    const next =
      this.followed.names.length === 0
        ? 'read /entries after the last one that you have, up to this revision.'
        : 'take the snapshots that follow.';
    const reason = `The stream cannot be resumed from there: ${next}`;
    return { id: { revision, index: withoutViews }, name: 'reset', data: { revision, reason } };
  }

  /** One thing at a time: what is told must be in order. A failure ends this feed's streams, and no others. */
  private inTurn(work: (now: number) => Promise<void>): Promise<void> {
    return this.turn.run(async () => {
      try {
        await work(this.clock() - momentDelayMs);
      } catch (error) {
        this.onFailure(error);
        for (const connection of this.followers) connection.end();
      }
    });
  }

  private async catchUp(now: number): Promise<void> {
    if (this.steps.revision < 0) await this.steps.startOn(this.missions.revisionOf(this.followed.mission), now);
    else await forward(this.steps, await this.entriesAfter(this.steps), now, (events) => this.tell(events));
    this.tell(await this.steps.passMoments(now));
    this.watchMoment(now);
  }

  private newSteps(): Steps {
    const { mission, names, language, held, withheld, alerts } = this.followed;
    const headAt = (revision: number) => this.missions.foldedUpTo(mission, revision);
    return new Steps(names, headAt, language, held, withheld, alerts);
  }

  /** The entries that come next, up to a revision, or to the end of the batch that this one is of. */
  private async entriesAfter({ revision }: Steps, until?: number): Promise<readonly Entry[]> {
    const entries = await this.missions.entries(this.followed.mission, revision + 1, until);
    const last = entries.at(-1);
    return last ? [...entries, ...(await this.restOfBatch(last))] : entries;
  }

  private restOfBatch(entry: Entry): Promise<readonly Entry[]> {
    const { revision } = entry;
    return this.missions.entries(this.followed.mission, revision + 1, revision + leftOfBatch(entry));
  }

  private framesOf(events: readonly LiveEvent[]): string {
    return events
      .filter(({ entry }) => !entry || (this.followed.seesEntries && this.passes(entry)))
      .map(frameOf)
      .join('');
  }

  private tell(events: readonly LiveEvent[]): void {
    const frames = this.framesOf(events);
    for (const connection of this.joined) connection.write(frames);
  }

  private watchMoment(now: number): void {
    clearTimeout(this.moment);
    if (this.followed.names.length === 0 || this.isIdle) return;
    const wait = this.steps.nextMoment(now) - now;
    // A clock may be set, so it is asked again every hour.
    this.moment = setTimeout(() => this.advance(), Math.min(3_600_000, wait + 1)).unref();
  }

  /** Tells one connection what it missed, at its own pace, until few entries are left. Answers what it then holds. */
  private async resume(connection: Connection, last: EventId): Promise<Steps> {
    const steps = await this.resumeInside(connection, last);
    for (;;) {
      await connection.drained();
      const left = this.missions.revisionOf(this.followed.mission) - steps.revision;
      if (!connection.isOpen || left <= stepsMax) return steps;
      await this.bring(connection, steps, steps.revision + stepsMax, this.clock() - momentDelayMs);
    }
  }

  /** Completes the revision or the batch inside which a connection was cut. */
  private async resumeInside(connection: Connection, { revision, index }: EventId): Promise<Steps> {
    const steps = this.newSteps();
    const size = this.followed.names.length;
    const [entry] = size > 0 ? await this.missions.entries(this.followed.mission, revision, revision) : [];
    if (entry && index < size && (entry.batch?.size ?? 1) === 1) {
      // Its events are made again, and those that were seen are left out.
      await steps.startAt(revision - 1);
      const events = await steps.take([entry]);
      connection.write(this.framesOf(events.filter(({ id }) => id.revision === revision && id.index > index)));
      return steps;
    }
    const rest = entry ? await this.restOfBatch(entry) : [];
    if (rest.length > 0) {
      connection.write(this.framesOf(await steps.leap(rest, this.clock() - momentDelayMs)));
      return steps;
    }
    const isWhole = index < withoutViews && (size === 0 || index % size === 0);
    await steps.startAt(revision, isWhole && size > 0 ? index / size - 1 : 0);
    if (!isWhole) connection.write(this.framesOf(steps.snapshots()));
    return steps;
  }

  /** Tells one connection the entries up to a revision, and what has changed by itself. */
  private async bring(connection: Connection, steps: Steps, revision: number, now: number): Promise<void> {
    const write = (events: readonly LiveEvent[]): void => connection.write(this.framesOf(events));
    await forward(steps, await this.entriesAfter(steps, revision), now, write);
    write(await steps.passMoments(now));
  }
}

/** Brings steps forward by entries, telling each: those of a day together, as they have come; many at once in a leap. */
async function forward(
  steps: Steps,
  news: readonly Entry[],
  now: number,
  tell: (events: readonly LiveEvent[]) => void,
): Promise<void> {
  if (news.length > stepsMax) return tell(await steps.leap(news, now));
  for (let left = news; left.length > 0;) {
    const [first, ...others] = left.slice(0, steps.countOfDay(left));
    if (first) tell(await steps.take([first, ...others]));
    left = left.slice(1 + others.length);
    // Requests of others go between.
    await nextTurn();
  }
}

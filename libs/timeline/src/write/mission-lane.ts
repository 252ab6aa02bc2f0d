import { setTimeout } from 'node:timers/promises';
import { forkState } from '#libs/domain';
import { entryBytesMax, firstOf, StoreFull, type EventStore, type NewEntry } from '#libs/event-store';
import { streamOf } from '../codec.js';
import { decideRows } from './decide-rows.js';
import { decideSubmission } from './decide-submission.js';
import { DecidedLog } from './decided-log.js';
import { drawn, type Drawn } from './drawn.js';
import type { FollowedMission } from '../read/followed-mission.js';
import type { Logbook } from '../read/logbook.js';
import { newDiscrepancies, snapshotFor } from './new-discrepancies.js';
import { IdempotencyCache } from './idempotency-cache.js';
import { PastAnswers } from './past-answers.js';
import { replayed } from './replayed.js';
import { changedSince } from './if-match.js';
import { holdsForEver, unable, type Outcome } from './outcome.js';
import { appendsOf, bytesOf, bytesPerAppendMax, groupsOf } from './appends.js';
import { mayHalfFail } from './steps.js';
import { identify, incomingOf, type Identified } from './submission-entries.js';
import type { Answer, Leap, Refused, Submission, SubmissionWarning } from './submission.js';
import { Mailbox, type Waiting } from './mailbox.js';
import { noBase, type NoBase } from './no-base.js';
import { tryScenarios, type Trial, type Trying } from './try-scenarios.js';

/** How often a store that does not answer is tried, and how long is waited at first, in milliseconds. */
const triesMax = 6;
const backOffMs = 50;

/** One mission's commands, decided in order on the state as it will be. `onIdle` is called when none is worked on any more. */
export class MissionLane {
  private readonly waiting = new Mailbox();
  private readonly log: DecidedLog;
  private readonly mission: string;
  private readonly rereading: PastAnswers;
  private readonly recent = new IdempotencyCache();
  /** Commands of this round of which nobody knows whether they were recorded. */
  private readonly uncertain = new Set<string>();
  private running: Promise<void> | undefined;

  constructor(
    private readonly followed: FollowedMission,
    private readonly store: EventStore,
    private readonly clock: { now: () => number; leap: () => Leap | undefined },
    logbook: Logbook,
    private readonly onIdle: () => void,
  ) {
    this.mission = followed.id;
    this.log = new DecidedLog(followed, logbook);
    this.rereading = new PastAnswers(followed.id, logbook);
  }

  /** Whether no command waits or is worked on. */
  readonly isIdle = (): boolean => this.running === undefined;

  /** Queues a submission; the answer comes when it is durable. */
  submit(submission: Submission): Promise<Answer> {
    const identified = identify(submission);
    return new Promise((resolve, reject) => {
      this.waiting.add({ identified, resolve, reject });
      this.running ??= this.run();
    });
  }

  /** Decides scenarios on the newest state, between other commands; undefined if they are to be decided on an earlier one. */
  tryOut(trying: Trying): Promise<Trial | NoBase | undefined> {
    return this.followed.inTurn(async () => {
      await this.log.load();
      if ((trying.base ?? 0) >= this.log.length) await this.log.catchUp();
      const newest = this.log.length - 1;
      const { base = newest } = trying;
      const none = noBase(base, newest);
      if (none || base < newest) return none;
      try {
        const state = forkState(this.log.head.folded.state);
        return { kind: 'tried', base, newest, state, scenarios: await tryScenarios(this.log, trying, this.now()) };
      } catch (error) {
        this.forget();
        throw error;
      }
    });
  }

  /** Resolves when nothing waits any more. */
  async drain(): Promise<void> {
    while (this.running) await this.running;
  }

  private async run(): Promise<void> {
    while (!this.waiting.isEmpty) {
      const round = await this.waiting.takeRound();
      try {
        await this.work(round);
      } catch (error) {
        this.forget();
        for (const { reject } of round) reject(error);
      }
    }
    // In the same turn in which nothing waited: whoever comes next starts anew.
    this.running = undefined;
    this.onIdle();
  }

  private async work(round: readonly Waiting[]): Promise<void> {
    let todo = round;
    let tries = 0;
    while (todo.length > 0) {
      const { answers, result } = await this.followed.inTurn(() => this.decideAndAppend(todo));
      if (result === 'decide again') continue;
      if (result?.kind === 'unavailable' && ++tries < triesMax) {
        if (result.isUnknown) for (const { identified } of todo) this.uncertain.add(identified.commandId);
        await setTimeout(backOffMs * 2 ** tries);
        continue;
      }
      const done = todo.slice(0, result ? todo.length : answers.length);
      done.forEach(({ identified, resolve, reject }, index) => {
        const answer = result ?? answers[index];
        if (answer?.kind === 'threw') reject(answer.error);
        else if (answer) resolve(this.certain(identified, answer));
        this.uncertain.delete(identified.commandId);
      });
      todo = todo.slice(done.length);
    }
  }

  /** Decides what one append takes, and appends it. The result, if there is one, is that of all submissions. */
  private async decideAndAppend(
    todo: readonly Waiting[],
  ): Promise<{ answers: Outcome[]; result?: Refused | 'decide again' }> {
    try {
      let isNewest = await this.log.load();
      let isCareful = false;
      for (;;) {
        const round = await this.decideRound(todo, isCareful);
        if (!round) {
          this.forget();
          isNewest = await this.log.load();
          isCareful = true;
          continue;
        }
        const { answers, groups } = round;
        // An append at the expected revision shows that all of the round was decided on the newest state.
        if (groups.length > 0) return { answers, result: await this.append(groups, answers) };
        if (isNewest || answers.every(({ kind }) => holdsForEver.has(kind)) || !(await this.log.catchUp()))
          return { answers };
        isNewest = true;
      }
    } catch (error) {
      this.forget();
      const result = unable(error);
      if (!result) throw error;
      return { answers: [], result };
    }
  }

  /**
   * Decides as many submissions as one append takes, or one table that may be more than that: of each group of entries all are
   * stored at once. Undefined if one threw that cannot be taken back alone, since nobody
   * was careful: marks cost something, and all but never is one needed.
   */
  private async decideRound(
    todo: readonly Waiting[],
    isCareful: boolean,
  ): Promise<{ answers: Outcome[]; groups: NewEntry[][] } | undefined> {
    const answers: Outcome[] = [];
    const groups: NewEntry[][] = [];
    let bytes = 0;
    for (const { identified } of todo) {
      const { submission } = identified;
      const mayBeTakenBack =
        isCareful || submission.dryRun || mayHalfFail(submission) || bytes + entryBytesMax > bytesPerAppendMax;
      const mark = mayBeTakenBack ? this.log.mark() : undefined;
      const answer = await this.outcome(identified);
      if (!mark && answer.kind === 'threw') return undefined;
      if (mark && answer.kind !== 'recorded') this.log.rewind(mark);
      const added = answer.kind === 'recorded' ? answer.entries : [];
      const size = bytesOf(added);
      if (mark && answers.length > 0 && bytes + size > bytesPerAppendMax) {
        this.log.rewind(mark);
        break;
      }
      answers.push(answer);
      const unseen = this.isOurs(identified) ? 'anywhere' : 'before';
      for (const group of groupsOf(answer)) groups.push(group.map((row) => ({ unseen, ...row }) as const));
      bytes += size;
      // Only what has a key of its sender's is asked for again; what else is, the log tells.
      if (answer.kind === 'recorded' && submission.key !== undefined && !submission.rows)
        this.recent.add(identified, answer);
      if (bytes > bytesPerAppendMax) break;
    }
    return { answers, groups };
  }

  /**
   * Appends the entries of a round, in one append if that holds them, and gives its answers their receipt; answers what went wrong
   * with all of it. Throws as the store does.
   */
  private async append(
    groups: readonly NewEntry[][],
    answers: readonly Outcome[],
  ): Promise<Refused | 'decide again' | undefined> {
    let length = this.log.stored;
    let checkpoint: string | undefined;
    try {
      for (const rows of appendsOf(groups)) {
        const result = await this.store.append(streamOf(this.mission), length - 1, rows);
        if (result.outcome !== 'appended') {
          // Somebody was first: perhaps an earlier try of ours, whose entries then say what was recorded.
          this.forget();
          await this.log.catchUp();
          return 'decide again';
        }
        length += rows.length;
        ({ checkpoint } = result);
      }
    } catch (error) {
      if (!(error instanceof StoreFull)) throw error;
      this.forget();
      return { kind: 'store-full' };
    }
    this.log.confirm();
    for (const answer of answers) if (answer.kind === 'recorded') answer.checkpoint = checkpoint;
    return undefined;
  }

  /** Nobody knows what of the last round is stored: the log says. */
  private forget(): void {
    this.log.undo();
    this.recent.clear();
  }

  /** Whether nobody else can have recorded a command: its id was drawn for it, and this is the first try. */
  private isOurs({ submission, commandId }: Identified): boolean {
    return submission.key === undefined && !submission.rows && !this.uncertain.has(commandId);
  }

  /** A command whose first try was recorded after all, without our knowing, is answered as if we had known. */
  private certain({ commandId }: Identified, answer: Answer): Answer {
    if (!this.uncertain.has(commandId)) return answer;
    if (answer.kind === 'unavailable') return { ...answer, isUnknown: true };
    return answer.kind === 'replayed' ? { ...answer, kind: 'recorded' } : answer;
  }

  /** What becomes of one submission. Throws if the log cannot be read. */
  private async outcome(identified: Identified): Promise<Outcome> {
    try {
      return await this.answer(identified);
    } catch (error) {
      if (unable(error)) throw error;
      return { kind: 'threw', error };
    }
  }

  /** Decides one submission, leaving its entries at the end of the log if it is accepted. */
  private async answer(identified: Identified): Promise<Answer> {
    const { submission, commandId } = identified;
    const mayBeThere = !submission.dryRun && !this.isOurs(identified);
    const recorded = mayBeThere ? this.log.head.facts.commands.get(commandId) : undefined;
    if (recorded !== undefined) return this.recent.find(identified) ?? this.replay(recorded, identified);
    const leap = this.clock.leap();
    if (leap) return { kind: 'clock-leapt', ...leap };
    const stale = await changedSince(submission, this.log);
    if (stale) return stale;
    const watched = await snapshotFor(
      submission.commands.map((command) => incomingOf(command)),
      this.log.head.folded,
      this.now(),
    );
    const { dryRun, language = 'en' } = submission;
    const show = (): Drawn => drawn(this.log.head.folded.state, this.now(), language);
    // Of a table each row is told, and no view is drawn.
    const before = dryRun && !submission.rows ? show() : undefined;
    const warnings: SubmissionWarning[] = [];
    const rows = submission.rows && (await decideRows(this.log, submission, submission.rows, this.now()));
    if (rows && 'kind' in rows) return rows;
    const entries = rows?.entries ?? (await decideSubmission(this.log, identified, this.now(), warnings));
    if (!Array.isArray(entries)) return entries;
    const discrepancies = await newDiscrepancies(watched, this.log.head.folded.state, this.now());
    const revision = this.log.length - 1;
    const answer = { revision, entries, discrepancies, ...(rows && { rows: rows.outcomes }) };
    if (before) return { kind: 'dry-run', ...answer, warnings, drawn: { before, after: show() } };
    return { kind: dryRun ? 'dry-run' : 'recorded', ...answer };
  }

  /** The first answer of a command that was recorded before, made again from the log. */
  private async replay(revision: number, identified: Identified): Promise<Answer> {
    const seal = async (size: number): Promise<string | undefined> =>
      (await firstOf(this.store.seals(streamOf(this.mission), { from: size, order: 'oldest' })))?.checkpoint;
    return replayed(revision, identified, {
      range: (from, until) => this.log.range(from, until),
      past: this.rereading,
      seal,
    });
  }

  /** The log's clock: it never goes back, even when the machine's does. */
  private now(): number {
    return Math.max(this.clock.now(), this.log.head.facts.recordedAt);
  }
}

import { setTimeout } from 'node:timers/promises';
import { decide, extend, foldInSlices, type Entry, type Folded, type MissionState, emptyFold } from '#libs/domain';
import { placeOfLate, type Incoming, type Verdict } from '#libs/domain';
import {
  entryBytesMax,
  OutcomeUnknown,
  StoreFull,
  StoreUnavailable,
  type EventStore,
  type NewEntry,
} from '#libs/event-store';
import { decodeNext, encode, streamOf, UnreadableEntry } from './codec.js';
import { newDiscrepancies, snapshotFor } from './new-discrepancies.js';
import { Rereading } from './rereading.js';
import { inSlices } from './slices.js';
import { changedSince } from './staleness.js';
import { entryOf, identify, incomingOf, type Identified } from './submission-entries.js';
import type { Answer, Refused, Submission } from './submission.js';
import { WaitingRoom, type Waiting } from './waiting-room.js';

/** How much one append may hold. */
const bytesPerAppendMax = 900 * 1024;
const sizeRule = 'An entry may hold 60 KiB and a batch 900 KiB, encoded. Split it.';

/** How often a store that does not answer is tried, and how long is waited at first, in milliseconds. */
const triesMax = 6;
const backOffMs = 50;

/** The answer where a store cannot be reached, or where it is not known what it did. Throws any other error. */
function unavailable(error: unknown): Refused {
  if (error instanceof OutcomeUnknown) return { kind: 'unavailable', isUnknown: true };
  if (error instanceof StoreUnavailable) return { kind: 'unavailable', isUnknown: false };
  throw error;
}

type Recorded = { revision: number; size: number; digest: string };

/** One mission's commands, decided in order on the state as it will be. */
export class MissionLane {
  private readonly waiting = new WaitingRoom();
  private entries: Entry[] = [];
  private folded: Folded = emptyFold();
  private loaded = false;
  private byCommand = new Map<string, Recorded>();
  private rereading = new Rereading();
  /** Commands of this round of which nobody knows whether they were recorded. */
  private readonly uncertain = new Set<string>();
  private running: Promise<void> | undefined;

  constructor(
    private readonly mission: string,
    private readonly store: EventStore,
    private readonly clock: () => number,
  ) {}

  /** Whether no command is being worked on. */
  get isIdle(): boolean {
    return this.running === undefined && this.waiting.isEmpty;
  }

  /** Whether the mission has any entry. */
  get exists(): boolean {
    return this.entries.length > 0;
  }

  /** Queues a submission; the answer comes when it is durable. */
  submit(submission: Submission): Promise<Answer> {
    const identified = identify(submission);
    return new Promise((resolve, reject) => {
      this.waiting.add({ identified, resolve, reject });
      this.running ??= this.run();
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
        this.forget(0);
        for (const { reject } of round) reject(error);
      }
    }
    // In the same turn in which nothing waited: whoever comes next starts anew.
    this.running = undefined;
  }

  private async work(round: readonly Waiting[]): Promise<void> {
    let todo = round;
    let tries = 0;
    while (todo.length > 0) {
      const unable = await this.prepare();
      const base = this.entries.length;
      const { answers, rows } = unable ? { answers: [], rows: [] } : await this.decideRound(todo);
      const result = unable ?? (rows.length > 0 ? await this.append(base, rows) : undefined);
      if (result === 'decide again') continue;
      if (result?.kind === 'unavailable' && ++tries < triesMax) {
        if (result.isUnknown) for (const { identified } of todo) this.uncertain.add(identified.commandId);
        await setTimeout(backOffMs * 2 ** tries);
        continue;
      }
      const done = todo.slice(0, result ? todo.length : answers.length);
      done.forEach(({ identified, resolve }, index) => {
        const answer = result ?? answers[index];
        if (answer) resolve(this.certain(identified, answer));
        this.uncertain.delete(identified.commandId);
      });
      todo = todo.slice(done.length);
    }
  }

  /** Brings the lane up to the log; answers what keeps it from that. */
  private async prepare(): Promise<Refused | undefined> {
    try {
      if (!this.loaded) await this.load();
      return undefined;
    } catch (error) {
      if (error instanceof UnreadableEntry) return { kind: 'stopped', revision: error.revision, reason: error.reason };
      return unavailable(error);
    }
  }

  /** Decides as many submissions as one append takes. */
  private async decideRound(todo: readonly Waiting[]): Promise<{ answers: Answer[]; rows: NewEntry[] }> {
    const answers: Answer[] = [];
    const rows: NewEntry[] = [];
    let bytes = 0;
    for (const { identified } of todo) {
      const before = this.entries.length;
      const answer = await this.answer(identified);
      const added = answer.kind === 'recorded' ? answer.entries : [];
      const size = added.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0);
      const tooLarge = added.some(({ body }) => Buffer.byteLength(body) > entryBytesMax) || size > bytesPerAppendMax;
      const isFull = rows.length > 0 && bytes + size > bytesPerAppendMax;
      if (tooLarge || isFull) await this.rewind(before);
      if (isFull && !tooLarge) break;
      if (tooLarge) answers.push({ kind: 'too-large', detail: sizeRule });
      else {
        answers.push(answer);
        rows.push(...added);
        bytes += size;
      }
    }
    return { answers, rows };
  }

  /** Appends the rows of a round; answers what went wrong with all of it. */
  private async append(base: number, rows: NewEntry[]): Promise<Refused | 'decide again' | undefined> {
    try {
      const { outcome } = await this.store.append(streamOf(this.mission), base - 1, rows);
      if (outcome === 'appended') return undefined;
      // Somebody was first: perhaps an earlier try of ours, whose entries then say what was recorded.
      this.forget(base);
      return 'decide again';
    } catch (error) {
      this.forget(base);
      if (error instanceof StoreFull) return { kind: 'store-full' };
      return unavailable(error);
    }
  }

  /** What was decided after these entries was not recorded, as far as is known: the log says. */
  private forget(length: number): void {
    this.entries.length = length;
    this.loaded = false;
  }

  /** A command whose first try was recorded after all, without our knowing, is answered as if we had known. */
  private certain({ commandId }: Identified, answer: Answer): Answer {
    if (!this.uncertain.has(commandId)) return answer;
    if (answer.kind === 'unavailable') return { ...answer, isUnknown: true };
    return answer.kind === 'replayed' ? { ...answer, kind: 'recorded' } : answer;
  }

  private async load(): Promise<void> {
    this.rereading = new Rereading();
    for await (const page of this.store.readStream(streamOf(this.mission), this.entries.length)) {
      for (const stored of page) this.entries.push(decodeNext(stored, this.entries.length));
    }
    await this.refold();
    this.loaded = true;
  }

  private async refold(): Promise<void> {
    this.folded = await inSlices(foldInSlices(this.entries));
    this.byCommand = new Map();
    for (const entry of this.entries) this.remember(entry);
  }

  private remember({ commandId, revision, batch, commandDigest }: Entry): void {
    if (this.byCommand.has(commandId)) return;
    this.byCommand.set(commandId, { revision, size: batch?.size ?? 1, digest: commandDigest });
  }

  /** Forgets entries that were decided and will not be appended. */
  private async rewind(length: number): Promise<void> {
    if (this.entries.length === length) return;
    this.entries.length = length;
    await this.refold();
  }

  /** Decides one submission, leaving its entries at the end of `entries` where it is accepted. */
  private async answer(identified: Identified): Promise<Answer> {
    const { submission, commandId, digest } = identified;
    const recorded = submission.dryRun ? undefined : this.byCommand.get(commandId);
    if (recorded)
      return recorded.digest === digest ? this.replay(recorded) : { kind: 'key-reused', revision: recorded.revision };
    const stale = changedSince(submission, this.entries);
    if (stale) return stale;
    const before = this.entries.length;
    const watched = snapshotFor(submission.commands.map(incomingOf), this.folded, this.now());
    const refused = await this.decideAll(identified);
    if (refused) {
      await this.rewind(before);
      return refused;
    }
    const entries = this.entries.slice(before).map(encode);
    const discrepancies = newDiscrepancies(watched, this.folded.state, this.now());
    const revision = this.entries.length - 1;
    if (!submission.dryRun) return { kind: 'recorded', revision, entries, discrepancies };
    await this.rewind(before);
    return { kind: 'dry-run', revision, entries, discrepancies };
  }

  private async decideAll(identified: Identified): Promise<Answer | undefined> {
    const { submission } = identified;
    for (const [index, command] of submission.commands.entries()) {
      const incoming = incomingOf(command);
      const recordedAt = this.now();
      const judged = incoming.late === true ? await this.stateAt(incoming, recordedAt) : this.folded.state;
      const log = { entries: this.entries, folded: this.folded };
      const verdict: Verdict = decide(log, incoming, recordedAt, judged);
      if (verdict.kind !== 'accepted') return { ...verdict, index };
      const entry = entryOf(incoming, verdict, { identified, index, revision: this.entries.length, recordedAt });
      this.entries.push(entry);
      this.remember(entry);
      if (!extend(this.folded, entry)) this.folded = await inSlices(foldInSlices(this.entries));
    }
    return undefined;
  }

  /** The state on which a late order is judged: what had happened by its own place. */
  private async stateAt(incoming: Incoming, now: number): Promise<MissionState> {
    if (this.entries.length === 0) return this.folded.state;
    const validAt = placeOfLate({ entries: this.entries, folded: this.folded }, incoming, now);
    return (await inSlices(foldInSlices(this.entries, { validAt }))).state;
  }

  /** The first answer of a command that was recorded before, made again from the log. */
  private async replay({ revision, size }: Recorded): Promise<Answer> {
    const entries = this.entries.slice(revision, revision + size);
    const at = Date.parse(entries.at(-1)?.recordedAt ?? '');
    const incoming = entries.map(({ type, data }) => ({ type, data }));
    const watched = snapshotFor(incoming, await this.rereading.first(revision, this.entries), at);
    const { state } = await this.rereading.first(revision + size, this.entries);
    return {
      kind: 'replayed',
      revision: revision + size - 1,
      entries: entries.map(encode),
      discrepancies: newDiscrepancies(watched, state, at),
    };
  }

  /** The log's clock: it never goes back, even when the machine's does. */
  private now(): number {
    const last = this.entries.at(-1);
    return Math.max(this.clock(), last ? Date.parse(last.recordedAt) : 0);
  }
}

import { Injectable } from '@nestjs/common';
import { nodesOf, type Entry } from '#libs/domain';
import { asRecorded, behind, followedBy, type Behind, type Question } from '#libs/explain';
import { CheckpointedFold, checkRoomToFold, inSlices, Serial, type Seen } from '#libs/timeline';
import { FollowedFold } from './followed-fold.js';

/** The chronicles of a mission: of its log as it folds, and as it was recorded. */
interface Kept {
  now: FollowedFold | undefined;
  recorded: FollowedFold | undefined;
  /** How many entries there were. */
  length: number;
  turn: Serial;
}

/** Chronicles are kept for so many entries of all missions together, those asked for last; one mission has its own however long it is. */
const entriesMax = 200_000;

/**
 * Follows all figures of missions through their folds, once for all questions. A cache: it is made when somebody asks, and goes on with
 * the log.
 */
@Injectable()
export class Chronicles {
  /** By which of them, and mission. */
  private readonly kept = new Map<string, Kept>();

  /** The entries behind a followed figure of a mission as it is seen. Throws TooLittleMemory, and as reading the log does. */
  async behind(mission: string, question: Question, seen: Seen): Promise<Behind> {
    const by = followedBy(question) ?? 'whole';
    const { knownAt, recordedAt, revision, validAt = Number.POSITIVE_INFINITY } = seen.options;
    const isNewest = knownAt === undefined && recordedAt === undefined && revision === undefined;
    const id = `${by} ${mission}`;
    const kept = this.of(id);
    return kept.turn.run(async () => {
      const { now, recorded } = await this.brought(kept, by === 'parts', seen, isNewest).catch((error: unknown) => {
        // What was brought half the way is made anew.
        this.kept.delete(id);
        throw error;
      });
      const { log } = now.fold;
      const isEdited = (one: number): boolean => log.retractedBy.has(one) || log.replacementOf(one) !== undefined;
      const followed = { now: now.chronicle, recorded: recorded?.chronicle, until: validAt, isEdited };
      // Within the turn: who asks next may bring the chronicles further.
      return inSlices(behind(question, followed));
    });
  }

  /** Both as the mission is seen. Those of the newest log are kept; those of what was known at some time begin as they do. */
  private async brought(
    kept: Kept,
    ofParts: boolean,
    seen: Seen,
    isNewest: boolean,
  ): Promise<Pick<Kept, 'recorded'> & { now: FollowedFold }> {
    const { take, length } = seen;
    checkRoomToFold(Math.max(0, length - kept.length));
    const fold = await seen.fold();
    // Nothing was recorded since somebody asked last.
    if (isNewest && kept.now?.fold.log === fold.log) return { now: kept.now, recorded: kept.recorded };
    const nodes = nodesOf(seen.state.books);
    const now = await (kept.now ?? FollowedFold.of(nodes, ofParts)).broughtTo(fold, take, isNewest);
    if (isNewest) [kept.now, kept.length] = [now, length];
    const named = fold.log.amendments.map(({ data }) => data.entry);
    if (named.length === 0) return { now, recorded: undefined };
    const taken = async (revisions: readonly number[]): Promise<Entry[]> => (await take(revisions)).map(asRecorded);
    const asItWas = await CheckpointedFold.empty.renewed([], fold.log.revisions(), taken);
    const first = kept.recorded ?? FollowedFold.of(nodes, ofParts, new Set());
    const telling = await first.telling(named);
    const recorded = await telling.broughtTo(asItWas, taken, isNewest);
    if (isNewest) kept.recorded = recorded;
    return { now, recorded };
  }

  private of(id: string): Kept {
    const kept = this.kept.get(id) ?? { now: undefined, recorded: undefined, length: 0, turn: new Serial() };
    this.kept.delete(id);
    this.kept.set(id, kept);
    let sum = 0;
    for (const [other, { length }] of [...this.kept].toReversed()) {
      sum += length;
      if (sum > entriesMax && other !== id) this.kept.delete(other);
    }
    return kept;
  }
}

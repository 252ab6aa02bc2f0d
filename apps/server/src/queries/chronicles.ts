import { Injectable } from '@nestjs/common';
import { nodesOf, revisionsIn } from '#libs/domain';
import { behind, type Behind, type Question } from '#libs/explain';
import { checkRoomToFold, inSlices, KeptByUse, Missions, Serial, type Seen } from '#libs/timeline';
import { FollowedFold } from './followed-fold.js';
import { RecordedLog, takingRecorded } from './recorded-log.js';

/** The chronicles of a mission: of its log as it folds, and as it was recorded. */
interface Followed {
  now: FollowedFold;
  /** Undefined where nothing was corrected or retracted. */
  recorded: FollowedFold | undefined;
}

/** Those of the newest log that somebody asked for. */
interface Kept extends Partial<Followed> {
  readonly log: RecordedLog;
  /** How many entries there were. */
  length: number;
  readonly turn: Serial;
  /** Those of what was known at some time that somebody asked for last, and what time that was: the next page is often asked for next. */
  past?: { of: string; followed: Followed };
}

/** Which part of the memory chronicles may have, and what an entry takes up in those of a mission, in bytes, about. */
const [memoryPart, entryBytes] = [1 / 8, 5000];

/**
 * Follows all figures of missions through their folds, once for all questions. A cache: it is made once somebody asks why, and goes
 * on with the log.
 */
@Injectable()
export class Chronicles {
  /** By mission. */
  private readonly kept = new KeptByUse<string, Kept>({
    part: memoryPart,
    bytesOf: ({ length }) => length * entryBytes,
  });

  constructor(private readonly missions: Missions) {}

  /** The entries behind a followed figure of a mission as it is seen. Throws TooLittleMemory, and as reading the log does. */
  async behind(mission: string, question: Question, seen: Seen): Promise<Behind> {
    const begun = (): Kept => ({ log: new RecordedLog(), length: 0, turn: new Serial() });
    const kept = this.kept.use(mission, this.kept.get(mission) ?? begun());
    return kept.turn.run(async () => {
      const { now, recorded } = await this.asSeen(mission, kept, seen).catch((error: unknown) => {
        // What was brought half the way is made anew.
        if (this.kept.get(mission) === kept) this.kept.drop(mission);
        throw error;
      });
      const { log } = now.fold;
      const { validAt = Number.POSITIVE_INFINITY } = seen.options;
      const isEdited = (one: number): boolean => log.retractedBy.has(one) || log.replacementOf(one) !== undefined;
      const followed = { now: now.chronicle, recorded: recorded?.chronicle, until: validAt, isEdited };
      // Within the turn: who asks next may bring the chronicles further.
      return inSlices(behind(question, followed));
    });
  }

  /** Both as the mission is seen. Those of the newest log are kept; those of what was known at some time begin as they do. */
  private async asSeen(mission: string, kept: Kept, seen: Seen): Promise<Followed> {
    const { knownAt, recordedAt, revision } = seen.options;
    const isNewest = knownAt === undefined && recordedAt === undefined && revision === undefined;
    // Without those of the newest log, each such question would follow the log from its first entry.
    const newest = isNewest ? seen : kept.now ? undefined : await this.missions.look(mission, {});
    const followed = newest && (await this.broughtOn(kept, newest));
    if (isNewest && followed) return followed;
    const of = JSON.stringify([knownAt, recordedAt, revision, seen.length]);
    if (kept.past?.of !== of) kept.past = { of, followed: await brought(kept, seen, false) };
    return kept.past.followed;
  }

  private async broughtOn(kept: Kept, newest: Seen): Promise<Followed> {
    const { length } = newest;
    checkRoomToFold(Math.max(0, length - kept.length));
    // Whoever has too little memory for it keeps nothing that is half done.
    kept.length = length;
    return Object.assign(kept, await brought(kept, newest, true));
  }
}

/** The chronicles of a mission as it is seen, which are taken from those that are kept if nobody needs them any more. */
async function brought(kept: Kept, seen: Seen, isTakenOver: boolean): Promise<Followed> {
  const { take } = seen;
  const fold = await seen.fold();
  const { log } = fold;
  // Nothing was recorded since somebody asked last.
  if (kept.now?.fold.log === log) return { now: kept.now, recorded: kept.recorded };
  const nodes = nodesOf(seen.state.books);
  const now = await (kept.now ?? FollowedFold.of(nodes)).broughtTo(fold, take, isTakenOver);
  const named = log.amendments.map(({ data }) => data.entry);
  if (named.length === 0) return { now, recorded: undefined };
  const taken = takingRecorded(take);
  const first = kept.recorded ?? FollowedFold.of(nodes, new Set());
  const telling = await first.telling(named);
  const recorded = await telling.broughtTo(await kept.log.of(revisionsIn(log.instants), taken), taken, isTakenOver);
  return { now, recorded };
}

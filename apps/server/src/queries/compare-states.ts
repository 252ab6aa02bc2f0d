import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { dayIn, pointerOf, type Language, type ViewName } from '#libs/domain';
import { Documents } from '#libs/explain';
import { inSlices, Missions, partedBetween, type AsOfTexts, type Parted, type Seen } from '#libs/timeline';
import { asking, type Made } from '../asking.js';
import type { AsOf } from '../http/as-of.js';
import { badParameter } from '../http/problems.js';
import { details } from './details.js';
import { standOf } from './answer.js';
import { differencesBetween, TooManyDifferences, type Difference } from './differences.js';
import { MissionReader } from './mission-reader.js';
import { Responsible, type Side } from './responsible.js';
import type { Axis } from './spans.js';

/** Beyond this many differing figures a client is told to ask for less. */
const differencesMax = 20_000;

/** Where all entries in between would be listed with each figure: how many numbers that may come to. */
const listedMax = 500_000;

/** One figure that differs, as clients see it. */
interface Item {
  pointer: string;
  from?: unknown;
  to?: unknown;
  /** The entries responsible; left out if those of all figures are `between`, and too many to repeat. */
  entries?: readonly number[];
}

/** Between which two states of a mission, and in which view. */
export interface Span {
  from: string;
  to: string;
  axis: Axis;
  view: ViewName;
}

/** Asks what differs between two states of a mission. */
export class CompareStates extends asking<
  Made<{ items: Item[] } & Record<string, unknown>>,
  { asOf: AsOf; span: Span }
>() {}

/** Compares states. Throws a Problem if nothing was known at one of them, and `made` if more differs than can be told. */
@QueryHandler(CompareStates)
export class CompareStatesHandler implements IQueryHandler<CompareStates> {
  constructor(
    private readonly reader: MissionReader,
    private readonly missions: Missions,
  ) {}

  async execute({ asOf, span }: CompareStates): Promise<Made<{ items: Item[] } & Record<string, unknown>>> {
    const { mission } = asOf;
    const { from, to, axis, view } = span;
    const look = async (at: string): Promise<{ seen: Seen; lens: AsOfTexts }> => {
      const lens = { ...asOf.lens, [axis]: at };
      return { lens, seen: await this.reader.look({ ...asOf, lens }) };
    };
    const before = await look(from);
    const after = await look(to);
    const made = async () => {
      // Both are shown for one moment: midnight between the two looks is no difference.
      const moment = axis === 'validAt' ? before.seen.at : after.seen.at;
      const [parted, other] = await partedBetween(before.seen, after.seen);
      const sides = [
        await sideOf(before.seen, parted, moment, asOf.language),
        await sideOf(after.seen, other, after.seen.at, asOf.language),
      ] as const;
      const responsible = new Responsible(...sides);
      const items = await itemsOf(view, ...sides, responsible);
      return {
        mission,
        view,
        axis,
        from: standOf(before.lens, before.seen),
        to: standOf(after.lens, after.seen),
        revision: Math.max(before.seen.revision, after.seen.revision),
        between: responsible.between,
        items,
      };
    };
    return { tag: this.tagOf(mission, before.seen, after.seen), made };
  }

  /** The states of the past change with late entries, and what is shown for now at midnight. */
  private tagOf(mission: string, ...both: readonly Seen[]): string {
    const days = both.map(({ at, state, revision }) => `${revision}.${dayIn(state, at)}`);
    return `W/"${this.missions.revisionOf(mission)}.${days.join('.')}"`;
  }
}

const sideOf = async (seen: Seen, folding: Parted, at: number, language: Language): Promise<Side> => ({
  documents: new Documents(seen.state, { at, language }),
  folding,
  length: seen.length,
  isConsidered: seen.isConsidered,
  edited: new Map((await seen.fold()).log.amendments.map(({ revision, data }) => [revision, data.entry])),
});

async function itemsOf(view: ViewName, from: Side, to: Side, responsible: Responsible): Promise<Item[]> {
  for (const { documents } of [from, to]) await inSlices(documents.draw(view));
  const differences = await inSlices(
    differencesBetween(from.documents.of(view), to.documents.of(view), differencesMax),
  ).catch((error: unknown) => {
    if (!(error instanceof TooManyDifferences)) throw error;
    throw badParameter('to', details.tooManyDifferences(view, differencesMax));
  });
  return inSlices(withEntries(view, differences, responsible));
}

function* withEntries(
  view: ViewName,
  differences: readonly Difference[],
  responsible: Responsible,
): Generator<undefined, Item[]> {
  const { between } = responsible;
  const any = differences.length * between.length <= listedMax ? between : undefined;
  const found = yield* responsible.of(
    view,
    differences.map(({ path }) => path),
  );
  return differences.map(({ path, ...values }, index) => {
    const entries = found[index] ?? any;
    return { pointer: pointerOf(path), ...values, ...(entries && { entries }) };
  });
}

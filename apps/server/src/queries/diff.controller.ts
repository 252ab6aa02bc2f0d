import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { dayOf, pointerOf, views, type ViewName } from '#libs/domain';
import { Documents } from '#libs/explain';
import { inSlices, Missions, type AsOfTexts as Lens, type Seen } from '#libs/timeline';
import { Problem } from '../http/problems.js';
import { missionId, parameters, wholeNumber } from '../http/request.js';
import { send, standOf } from './answer.js';
import { differencesBetween, TooManyDifferences, type Difference } from './differences.js';
import { chosen, inPieces, textFormats } from './formats.js';
import { lensOf } from './queries.controller.js';
import { ReadMission } from './read.js';
import { Responsible, type Side } from './responsible.js';
import { axes, checkTime, isRevision, refuseAlong, type Axis } from './spans.js';
import { jsonInSlices } from './why.js';

const known = ['from', 'to', 'axis', 'view', ...axes, 'atLeast'] as const;
type Parameters = Partial<Record<(typeof known)[number], string>>;

/** Beyond this many differing figures a client is told to ask for less. */
const differencesMax = 20_000;

/** Where all entries in between would be listed with each figure: how many numbers that may come to. */
const listedMax = 500_000;

/** One figure that differs, as clients see it. */
interface Item {
  pointer: string;
  from?: unknown;
  to?: unknown;
  /** The entries responsible; left out where those of all figures are `between`, and too many to repeat. */
  entries?: readonly number[];
}

/** Where anybody reads what differs between two states of a mission, and by which entries. */
@Controller('v1/missions/:mission/diff')
export class DiffController {
  constructor(
    private readonly bus: QueryBus,
    private readonly missions: Missions,
  ) {}

  /**
   * What differs in a view between two revisions, or two times on one axis (days and months mean their end, in the mission's
   * zone), figure by figure, with the entries responsible. Throws a Problem where a parameter cannot be used, where nothing
   * was known at one of them, and where more differs than can be told.
   */
  @Get()
  async diff(
    @Param('mission') mission: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const found: Parameters = parameters(request, known);
    const format = chosen(request.headers.accept, ['application/json', ...textFormats]);
    const { from, to, axis } = spanOf(found);
    const view = viewOf(found.view);
    const atLeast = wholeNumber('atLeast', found.atLeast, 0, Number.MAX_SAFE_INTEGER);
    const look = async (at: string): Promise<{ seen: Seen; lens: Lens }> => {
      const lens = { ...lensOf(found), [axis]: at };
      return {
        lens,
        seen: await this.bus.execute<ReadMission, Seen>(new ReadMission(missionId(mission), lens, atLeast)),
      };
    };
    const before = await look(from);
    const after = await look(to);
    const tag = this.tagOf(mission, before.seen, after.seen);
    await send(request, reply, tag, format, async () => {
      // Both are shown for one moment: midnight between the two looks is no difference.
      const moment = axis === 'validAt' ? before.seen.at : after.seen.at;
      const [side, other] = await Promise.all([sideOf(before.seen, moment), sideOf(after.seen, after.seen.at)]);
      const responsible = new Responsible(side, other);
      const items = await itemsOf(view, side, other, responsible);
      return (
        inPieces(format, items) ??
        inSlices(
          jsonInSlices({
            mission,
            view,
            axis,
            from: standOf(before.lens, before.seen),
            to: standOf(after.lens, after.seen),
            revision: Math.max(before.seen.revision, after.seen.revision),
            between: responsible.between,
            items,
          }),
        )
      );
    });
  }

  /** The states of the past change with late entries, and what is shown for now at midnight. */
  private tagOf(mission: string, ...both: readonly Seen[]): string {
    const days = both.map(({ at, state, revision }) => `${revision}.${dayOf(at, state.mission?.timeZone ?? 'UTC')}`);
    return `W/"${this.missions.revisionOf(mission)}.${days.join('.')}"`;
  }
}

async function sideOf(seen: Seen, at: number): Promise<Side> {
  const [{ entries, options }, history] = await Promise.all([seen.log(), seen.history()]);
  const considered = new Set(history.map(({ entry }) => entry.revision));
  return { documents: new Documents(seen.state, { at }), entries, options, considered };
}

async function itemsOf(view: ViewName, from: Side, to: Side, responsible: Responsible): Promise<Item[]> {
  for (const { documents } of [from, to]) await inSlices(documents.draw(view));
  const differences = await inSlices(
    differencesBetween(from.documents.of(view), to.documents.of(view), differencesMax),
  ).catch((error: unknown) => {
    if (!(error instanceof TooManyDifferences)) throw error;
    const more = `${view} differs in more than ${differencesMax.toLocaleString('en-GB')} figures between from and to.`;
    throw new Problem('parameter-invalid', `${more} Ask for two states that are nearer, or for another view.`, {
      parameter: 'to',
    });
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

/** From where to where, along which axis. */
function spanOf(found: Parameters): { from: string; to: string; axis: Axis } {
  const { from, to } = found;
  if (from === undefined || to === undefined)
    throw new Problem(
      'parameter-invalid',
      'from and to are wanted, each a revision (41), an instant, a day or a month.',
      { parameter: from === undefined ? 'from' : 'to' },
    );
  const axis = axisOf(found.axis, isRevision(from) && isRevision(to));
  checkTime('from', from, axis === 'knownAt');
  checkTime('to', to, axis === 'knownAt');
  refuseAlong([axis], found);
  return { from, to, axis };
}

function axisOf(text: string | undefined, areRevisions: boolean): Axis {
  const axis = text ?? (areRevisions ? 'knownAt' : undefined);
  const one = axes.find((name) => name === axis);
  if (one !== undefined) return one;
  throw new Problem(
    'parameter-invalid',
    'axis must be validAt (what had happened by then), knownAt (what was known by then) or recordedAt (what the log held); only between two revisions it may be left out.',
    { parameter: 'axis' },
  );
}

function viewOf(name = 'summary'): ViewName {
  if (Object.hasOwn(views, name)) return name as ViewName;
  throw new Problem(
    'parameter-invalid',
    `There is no view "${name.slice(0, 80)}". The views are ${Object.keys(views).join(', ')}.`,
    { parameter: 'view' },
  );
}

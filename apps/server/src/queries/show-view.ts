import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { drawView, forkState, zoneOf, type ViewName } from '#libs/domain';
import { inSlices, type Seen } from '#libs/timeline';
import { asking } from '../asking.js';
import type { AsOf } from '../http/as-of.js';
import { notThere, type Problem } from '../http/problems.js';
import { details } from './details.js';
import { frameOf, tagOf } from './answer.js';
import { MissionReader } from './mission-reader.js';

/** A view as it is answered: what it says of itself, and what it shows. */
export interface Shown {
  tag: string;
  frame: object;
  /** The instant that is shown, in milliseconds since 1970. */
  at: number;
  /** The zone of the mission's days. */
  timeZone: string;
  document: object;
  /** Where a base lies. */
  locationOf: (base: string) => object | undefined;
}

type Row = { id: string };

/** Asks for a view of a mission, or for one base or convoy of it. */
export class ShowView extends asking<Shown, { asOf: AsOf; view: ViewName; id?: string }>() {}

/** Draws views. Throws a Problem if there is no base or convoy of that id. */
@QueryHandler(ShowView)
export class ShowViewHandler implements IQueryHandler<ShowView> {
  constructor(private readonly reader: MissionReader) {}

  async execute({ asOf, view, id }: ShowView): Promise<Shown> {
    const shown = await shownIn(await this.reader.look(asOf), asOf, view);
    return id === undefined ? shown : { ...shown, document: itemOf(shown.document, view, id) };
  }
}

/** Draws a view on a fork: others get the event loop between slices. */
async function shownIn(seen: Seen, { mission, lens, language }: AsOf, view: ViewName): Promise<Shown> {
  const state = forkState(seen.state);
  return {
    tag: tagOf(seen),
    frame: frameOf(mission, lens, seen),
    at: seen.at,
    timeZone: zoneOf(state),
    document: await inSlices(drawView(view, state, { at: seen.at, language })),
    locationOf: (base) => state.bases.get(base)?.location,
  };
}

/** One item of a view's list. Throws a Problem if there is none. */
export function itemOf(document: unknown, view: ViewName, id: string): Row {
  const { items } = document as { items: Row[] };
  const item = items.find((one) => one.id === id);
  if (item) return item;
  const what = view === 'bases' ? 'base' : 'convoy';
  throw noThing(
    what,
    id,
    items.map((one) => one.id),
  );
}

/** A problem that says that a mission has no base or convoy of some id, and which it has. */
export const noThing = (what: 'base' | 'convoy', id: string, known: readonly string[]): Problem =>
  notThere(what, id, details.noThing(what, id.slice(0, 80), known.slice(0, 30)));

import type { Effective } from '../../envelope/entry.js';
import { factOf } from '../../state/fact.js';
import { routeIn, type PlanItem } from '../../state/planning.js';
import type { MissionState } from '../../state/mission.js';
import { refuse, type Refusal } from '../../decider/refusals.js';
import type { Unknown } from '../definition.js';

/** A part of the plan without the entry that says it. */
type Unsaid<I = PlanItem> = I extends PlanItem ? Omit<I, 'revision' | 'at' | 'occurredAt'> : never;

/** Writes a part of the plan: it replaces what was planned under the same key. */
export function writePlanItem(state: MissionState, entry: Effective, key: string, item: Unsaid): void {
  state.planning.set(`${item.what}/${key}`, factOf(entry, item));
}

/** What is planned from a day on ends on that day or later. */
export const refusedUnlessInOrder = ({ from, to }: { from: string; to?: string }): Refusal | undefined =>
  to !== undefined && to < from ? refuse('ends-before-it-begins', { from, to }) : undefined;

/** A route that is named has been planned. */
export function unknownRoute(state: MissionState, route: string): Unknown | undefined {
  if (routeIn(state, route)) return undefined;
  const known = [...state.planning.values()].flatMap((item) => (item.what === 'route' ? [item.route] : []));
  return { kind: 'unknown', what: 'route', id: route, known: known.toSorted() };
}

/** What is closed or reopened: a route or a mode. */
export const closedBy = ({ route, mode }: { route?: string; mode?: string }): string =>
  route === undefined ? `mode/${mode}` : `route/${route}`;

import { IsIn, IsOptional } from 'class-validator';
import { IsAnySlug, IsDayText, IsText } from '../validation/decorators.js';
import { because } from '../sentences/people.js';
import { say } from '../sentences/say.js';
import { usualOrder, type EntryDefinition } from './definition.js';
import { refuse } from '../decider/refusals.js';
import type { MissionState } from '../state/mission.js';
import { planned, type PlanItemOf } from '../state/planning.js';
import { modes } from './shared/fields.js';
import { closedBy, unknownRoute } from './shared/plan-items.js';
import { wayInWords } from './route-closed.js';

export class RouteReopenedData {
  @IsOptional() @IsAnySlug() route?: string;
  @IsOptional() @IsIn(modes) mode?: (typeof modes)[number];
  @IsDayText() from!: string;
  @IsOptional() @IsText() reason?: string;
}

/** The closures of a way that would hold on a day. */
const closuresOn = (state: MissionState, data: RouteReopenedData): PlanItemOf<'closure'>[] =>
  planned(state, 'closure').filter(
    (one) =>
      closedBy(one) === closedBy(data) &&
      one.from <= data.from &&
      (one.to === undefined || data.from <= one.to) &&
      (one.reopened === undefined || data.from < one.reopened.from),
  );

export const RouteReopened: EntryDefinition<RouteReopenedData> = {
  ...usualOrder,
  command: 'reopen-route',
  changes: [],
  labels: { route: 'movement', mode: 'movement', from: 'movement', reason: 'reason' },
  summary: 'A route or a mode that was closed is open again from a day on.',
  data: RouteReopenedData,
  example: { mode: 'air', from: '2023-11-01', reason: 'flights are authorized again' },
  refers: () => ({}),
  judge({ state }, data) {
    const { route, mode, from } = data;
    if ((route === undefined) === (mode === undefined))
      return refuse('route-or-mode', { route: route ?? null, mode: mode ?? null });
    const unknown = route === undefined ? undefined : unknownRoute(state, route);
    if (unknown) return unknown;
    return closuresOn(state, data).length > 0
      ? undefined
      : refuse('route-not-closed', { ...(route === undefined ? { mode } : { route }), from });
  },
  evolve(state, data, entry) {
    const reopened = { from: data.from, revision: entry.entry.revision, reason: data.reason };
    for (const one of closuresOn(state, data))
      state.planning.set(`closure/${closedBy(one)}/${one.from}`, { ...one, reopened });
  },
  sentence: {
    nameFr: 'Route rouverte',
    en: (data) => say`${wayInWords.en(data)} open again from ${{ day: data.from }}${because.en(data.reason)}`,
    fr: (data) => say`${wayInWords.fr(data)} : réouverture à partir du ${{ day: data.from }}${because.fr(data.reason)}`,
  },
};

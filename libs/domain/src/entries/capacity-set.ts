import { IsOptional } from 'class-validator';
import { IsAmount, IsDayText, IsHeading, IsSlug, IsText } from '../validation/decorators.js';
import type { Capacity } from '../state/planning.js';
import { because } from '../sentences/people.js';
import { say, where } from '../sentences/say.js';
import { comparable } from '../values/comparable.js';
import { usualOrder, type EntryDefinition } from './definition.js';
import { refuse } from '../decider/refusals.js';
import { refusedUnlessInOrder, writePlanItem } from './shared/plan-items.js';

export class CapacitySetData implements Capacity {
  @IsHeading() resource!: string;
  @IsOptional() @IsAmount() perDay?: number;
  @IsOptional() @IsAmount() atOnce?: number;
  @IsDayText() from!: string;
  @IsOptional() @IsDayText() to?: string;
  @IsOptional() @IsSlug() place?: string;
  @IsOptional() @IsText() reason?: string;
}

export const CapacitySet: EntryDefinition<CapacitySetData> = {
  ...usualOrder,
  command: 'set-capacity',
  changes: [],
  labels: {
    resource: 'movement',
    perDay: 'movement',
    atOnce: 'movement',
    from: 'movement',
    to: 'movement',
    place: 'movement',
    reason: 'reason',
  },
  summary:
    'How much there is of what convoys need (escorts, trucks, aircraft, places in a hub), from a day on: for the departures of a day, or for all who are under way at once. A later one replaces the earlier from the same day; after its end the one from an earlier day holds again.',
  data: CapacitySetData,
  example: { resource: 'escort', atOnce: 3, from: '2023-07-01' },
  refers: (data) => ({ bases: [data.place] }),
  judge(_judgement, data) {
    const { perDay, atOnce } = data;
    if ((perDay === undefined) === (atOnce === undefined))
      return refuse('per-day-or-at-once', { perDay: perDay ?? null, atOnce: atOnce ?? null });
    return refusedUnlessInOrder(data);
  },
  evolve(state, data, entry) {
    const key = `${data.place ?? ''}/${data.from}/${comparable(data.resource)}`;
    writePlanItem(state, entry, key, { what: 'capacity', ...data });
  },
  sentence: {
    nameFr: 'Capacité fixée',
    en: ({ resource, perDay, atOnce, from, to, place, reason }) =>
      say`${{ text: resource }}${where(place, (base) => say` at ${{ base }}`)}: ${{ number: perDay ?? atOnce ?? 0 }} ${perDay === undefined ? 'at once' : 'a day'} from ${{ day: from }}${where(to, (day) => say` to ${{ day }}`)}${because.en(reason)}`,
    fr: ({ resource, perDay, atOnce, from, to, place, reason }) =>
      say`${{ text: resource }}${where(place, (base) => say` à la base ${{ base }}`)} : ${{ number: perDay ?? atOnce ?? 0 }} ${perDay === undefined ? 'à la fois' : 'par jour'} à partir du ${{ day: from }}${where(to, (day) => say` jusqu’au ${{ day }}`)}${because.fr(reason)}`,
  },
};

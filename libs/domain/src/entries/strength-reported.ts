import { IsIn, IsOptional, ValidateBy } from 'class-validator';
import { IsComponent, IsContingent, IsCount, IsDayText, IsSlug } from '../validation/decorators.js';
import { assertAtBase } from '../ledger/base-assertion.js';
import { boundsOf, countInWords, plus, zero, type Bounds, type Count } from '../values/count.js';
import { isOurs, nodeOf } from '../values/components.js';
import { define } from './definition.js';
import { populationOf } from '../ledger/parcels.js';
import type { MissionState } from '../state/mission.js';
import { startOf } from '../values/occurrence.js';
import { assertTotal, totalAbove } from '../ledger/balance-assertion.js';
import { causeOf, factOf } from '../state/fact.js';
import { flag } from '../state/flag.js';

/** What a stated total counts. */
export const measures = ['baseline', 'present', 'departed'] as const;

/** A base has people present; those who departed, and the baseline, are the mission's. */
const OfWhole = (): PropertyDecorator =>
  ValidateBy({
    name: 'ofWhole',
    validator: {
      validate: (value, args) =>
        value === 'present' || args === undefined || !('base' in args.object) || args.object.base === undefined,
      defaultMessage: () =>
        '$property must be "present" where a base is named: leave the base out for a total of the mission',
    },
  });

export class StrengthReportedData {
  @IsOptional() @IsSlug() base?: string;
  @IsIn(measures) @OfWhole() measure!: (typeof measures)[number];
  @IsComponent() component!: string;
  @IsOptional() @IsContingent() contingent?: string;
  @IsCount() count!: Count;
  @IsOptional() @IsDayText() since?: string;
}

export const StrengthReported = define<StrengthReportedData>({
  command: 'report-strength',
  kind: 'report',
  summary: 'A total of people as somebody stated it: the books are brought to it, and the difference is kept visible.',
  data: StrengthReportedData,
  example: { measure: 'departed', component: 'uniformed', count: 675, since: '2023-07-01' },
  refers: (data) => ({
    bases: [data.base],
    claim: {
      kind: 'total',
      subject: {
        base: data.base,
        measure: data.measure,
        component: data.component,
        contingent: data.contingent,
        since: data.since,
      },
      count: data.count,
    },
  }),
  evolve(state, data, entry) {
    const { base, measure, component, contingent, count, since } = data;
    const total = { ...factOf(entry), measure, base, component, contingent, count, since };
    const startsOn = state.mission?.startsOn ?? '';
    if (!isOurs(component) || (since !== undefined && since < startsOn)) {
      state.totals.push({ ...total, effect: 'shown beside', difference: 0 });
      return;
    }
    const node = nodeOf(component, contingent);
    const earlier =
      since !== undefined && since > startsOn && measure === 'departed' ? departedBefore(state, node, since) : zero;
    const claim = plus(boundsOf(count), earlier);
    const exact = typeof count === 'number';
    if (base !== undefined) {
      const difference = assertAtBase(state.books, causeOf(entry), { base, node, claim, exact });
      state.totals.push({ ...total, effect: difference === 0 ? 'confirmed' : 'posted', difference });
      return;
    }
    const outcome = assertTotal(state.books, causeOf(entry), { measure, node, claim, exact });
    if ('refused' in outcome) {
      const message = `${countInWords(count)} ${component} are said to have departed, but the books already hold ${outcome.books.low} or more. Correct, retract or dispute the entry, or what the books hold.`;
      flag(state, entry, 'total-below-books', node, message);
      state.totals.push({ ...total, effect: 'refused', difference: 0 });
      return;
    }
    const { difference, untold, beyond } = outcome;
    state.totals.push({ ...total, effect: difference === 0 ? 'confirmed' : 'posted', difference });
    if (measure === 'present' && untold > 0) {
      const message = `${untold} more ${component} are said to be present than the books hold. Report their arrival, or correct the total.`;
      flag(state, entry, 'more-present-than-booked', node, message);
    }
    if (beyond !== 0) {
      const above = totalAbove(state.books, node) ?? 'all';
      const other = populationOf(state.books, above).totals.baseline?.revision;
      const message = `With a baseline of ${countInWords(count)} ${node}, ${above} had to be ${beyond > 0 ? 'raised' : 'lowered'} by ${Math.abs(beyond)}: not all of these totals can be true. Correct, retract or dispute one of them.`;
      flag(state, entry, 'totals-contradict', node, message, other === undefined ? [] : [other]);
    }
  },
  sentence: (data) =>
    `${countInWords(data.count)} ${data.component}${data.contingent ? ` (${data.contingent})` : ''} reported as ${data.measure}${data.base === undefined ? '' : ` at ${data.base}`}${data.since === undefined ? '' : ` since ${data.since}`}`,
});

/** What the books held of those who departed at the start of a day. */
function departedBefore(state: MissionState, node: string, day: string): Bounds {
  const start = startOf(day, state.mission?.timeZone ?? 'UTC');
  return state.books.departed.get(node)?.lastLeading(({ at }) => at < start)?.bounds ?? zero;
}

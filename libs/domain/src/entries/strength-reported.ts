import { IsIn, IsOptional, ValidateBy } from 'class-validator';
import { IsComponent, IsContingent, IsCount, IsDayText, IsSlug } from '../validation/decorators.js';
import type { RuleContext } from '../validation/decorators.js';
import { assertAtBase } from '../ledger/base-assertion.js';
import { boundsOf, plus, zero, type Bounds, type Count } from '../values/count.js';
import { isOurs, nodeOf } from '../values/components.js';
import { linesInWords } from '../sentences/people.js';
import { say, where } from '../sentences/say.js';
import { usualReport, type EntryDefinition } from './definition.js';
import { accountAt } from '../state/account-of-place.js';
import { populationOf } from '../ledger/parcels.js';
import { zoneOf } from '../state/calendar.js';
import type { MissionState, ReportedTotal } from '../state/mission.js';
import { startOf } from '../values/occurrence.js';
import { assertTotal, totalAbove } from '../ledger/balance-assertion.js';
import { causeOf, factOf } from '../state/fact.js';
import { flag } from '../state/flag.js';

/** What a stated total counts. */
export const measures = ['baseline', 'present', 'departed'] as const;

/** A base has people present; those who departed, and the baseline, are the mission's. */
const OfWhole = (): PropertyDecorator =>
  ValidateBy(
    {
      name: 'ofWhole',
      validator: {
        validate: (value, args) =>
          value === 'present' || args === undefined || !('base' in args.object) || args.object.base === undefined,
        defaultMessage: () =>
          '$property must be "present" where a base is named: leave the base out for a total of the mission',
      },
    },
    {
      context: {
        fr: '$property doit être "present" quand une base est nommée : omettez la base pour un total de la mission',
      } satisfies RuleContext,
    },
  );

export class StrengthReportedData {
  @IsOptional() @IsSlug() base?: string;
  @IsIn(measures) @OfWhole() measure!: (typeof measures)[number];
  @IsComponent() component!: string;
  @IsOptional() @IsContingent() contingent?: string;
  @IsCount() count!: Count;
  @IsOptional() @IsDayText() since?: string;
}

/** The measures in French. */
export const measuresInFrench: Readonly<Record<StrengthReportedData['measure'], string>> = {
  baseline: 'effectif initial',
  present: 'présents',
  departed: 'partis',
};

export const StrengthReported: EntryDefinition<StrengthReportedData> = {
  ...usualReport,
  command: 'report-strength',
  kind: 'report',
  standsAt: 'end-of-period',
  changes: ['totals'],
  labels: { base: 'open', measure: 'open', component: 'open', contingent: 'open', count: 'open', since: 'open' },
  deed: ({ measure }) => `reported as ${measure}`,
  numbers: ({ base, component }, state) =>
    base !== undefined && isOurs(component) ? [{ account: accountAt(state, base), said: 'counted' }] : [],
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
    const note = (effect: ReportedTotal['effect'], difference = 0): void =>
      state.totals.push(factOf(entry, { measure, base, component, contingent, count, since, effect, difference }));
    const startsOn = state.mission?.startsOn ?? '';
    if (!isOurs(component) || (since !== undefined && since < startsOn)) {
      note('shown beside');
      return;
    }
    const node = nodeOf(component, contingent);
    const earlier =
      since !== undefined && since > startsOn && measure === 'departed' ? departedBefore(state, node, since) : zero;
    const claim = plus(boundsOf(count), earlier);
    const exact = typeof count === 'number';
    if (base !== undefined) {
      const difference = assertAtBase(state.books, causeOf(entry), { base, node, claim, exact });
      note(difference === 0 ? 'confirmed' : 'posted', difference);
      return;
    }
    const outcome = assertTotal(state.books, causeOf(entry), { measure, node, claim, exact });
    if ('refused' in outcome) {
      const figures = { count, component, booked: outcome.books.low };
      flag(state, entry, 'total-below-books', node, figures);
      note('refused');
      return;
    }
    const { difference, untold, beyond } = outcome;
    note(difference === 0 ? 'confirmed' : 'posted', difference);
    if (measure === 'present' && untold > 0) {
      flag(state, entry, 'more-present-than-booked', node, { untold, component });
    }
    if (beyond !== 0) {
      const above = totalAbove(state.books, node) ?? 'all';
      const other = populationOf(state.books, above).totals.baseline?.revision;
      const figures = { count, node, above, beyond };
      flag(state, entry, 'totals-contradict', node, figures, other === undefined ? [] : [other]);
    }
  },
  sentence: {
    nameFr: 'Effectif signalé',
    en: (data) =>
      say`${{ people: data.count }} ${{ population: data.component }}${data.contingent ? say` (${{ contingent: data.contingent }})` : []} reported as ${{ term: data.measure }}${where(data.base, (base) => say` at ${{ base }}`)}${where(data.since, (day) => say` since ${{ day }}`)}`,
    fr: (data) =>
      say`Effectif signalé (${{ term: measuresInFrench[data.measure] }})${where(data.base, (base) => say` à la base ${{ base }}`)}${where(data.since, (day) => say` depuis le ${{ day }}`)} : ${linesInWords([data])}`,
  },
};

/** What the books held of those who departed at the start of a day. */
function departedBefore(state: MissionState, node: string, day: string): Bounds {
  const start = startOf(day, zoneOf(state));
  return state.books.departed.get(node)?.lastLeading(({ at }) => at < start)?.bounds ?? zero;
}

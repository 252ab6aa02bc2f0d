import {
  type PlannedDate,
  dayOfWords,
  convoysWaiting,
  lastOfPermits,
  type Permit,
  permitsFrom,
  type PermitsInputs,
  lastOfSites,
  sitesFrom,
} from '#libs/domain';
import { either, eachOf, isIn, numberIn, stated, textIn, worked } from '../approach.js';
import type { Asked, Formula, Input, ExplanationRule } from '../approach.js';
import { basesIn } from './base-facets.js';
import { plannedIn, timeOf, today, zone } from './dates.js';
import { deadline, inputsOf, inSummary } from './inputs.js';

const lastOf = (kind: 'sites' | 'permits') => inSummary('last entry', 'verdicts', kind, 'asOf');

const ofBase = (asked: Asked, id: string, ...fields: string[]): Input[] =>
  fields.flatMap((field) => asked.input(field, 'bases', ['items', id, field], id));

const sites: Formula = {
  text: 'will-miss where a remaining base is planned after the deadline, unplanned within 30 days of it, or overdue by as many days as are left; tight where a planned date has passed; else on-track. Liquidation bases count only for their own planned date. The age is that of the last entry about a base',
  compute: (inputs) =>
    sitesFrom({
      date: textIn(inputs, 'day shown') ?? '',
      deadline: textIn(inputs, 'deadline') ?? '',
      asOf: textIn(inputs, 'last entry') ?? null,
      sites: eachOf(inputs).map((one) => ({
        id: one[0]?.of ?? '',
        name: textIn(one, 'name') ?? '',
        remaining: isIn(one, 'remaining'),
        liquidation: isIn(one, 'liquidation'),
        ...plannedOf(one),
      })),
    }),
};

function plannedOf(inputs: readonly Input[]): { planned?: PlannedDate } {
  const planned = plannedIn(inputs, 'planned');
  return planned === undefined ? {} : { planned };
}

const sitesInputs = inputsOf(today, deadline, lastOf('sites'), (asked) =>
  basesIn(asked.state).flatMap(({ id }) => ofBase(asked, id, 'name', 'remaining', 'liquidation', 'planned')),
);

/** Permits, convoys and bases may have the same ids: inputs are of a permit, of a convoy, or of a base by its id alone. */
const [aPermit, aConvoy] = ['permit ', 'convoy '];

function permitsIn(inputs: readonly Input[]): PermitsInputs {
  const timeZone = textIn(inputs, 'time zone') ?? 'UTC';
  const things = eachOf(inputs).map((one) => ({ one, of: one[0]?.of ?? '' }));
  return {
    date: textIn(inputs, 'day shown') ?? '',
    asOf: textIn(inputs, 'last entry') ?? null,
    permits: things
      .filter(({ of }) => of.startsWith(aPermit))
      .map(({ one, of }) => {
        const subject = textIn(one, 'for');
        return {
          id: of.slice(aPermit.length),
          kind: textIn(one, 'kind') ?? '',
          ...(subject !== undefined && { for: subject }),
          state: textIn(one, 'state') ?? '',
          requestedOn: dayOfWords(textIn(one, 'requested') ?? '', timeZone),
          requestedAt: textIn(one, 'requested at') ?? '',
          requestedBy: numberIn(one, 'requested by entry') ?? 0,
        };
      }),
    sites: new Map(
      things
        .filter(({ of }) => !of.includes(' '))
        .map(({ one, of }) => [of, { remaining: isIn(one, 'remaining'), ...plannedOf(one) }]),
    ),
    leaves: new Map(
      things
        .filter(({ of }) => of.startsWith(aConvoy))
        .map(({ one, of }) => [of.slice(aConvoy.length), textIn(one, 'leaves')]),
    ),
  };
}

const permits: Formula = {
  text: 'blocking where a permit that has been waited for longer than 7 days is for a base (or a convoy that leaves one) planned to be left within 30 days; waiting where any has; else clear. A refused one waits until the same is requested again. The age is that of the last entry about a permit',
  compute: (inputs) => permitsFrom(permitsIn(inputs)),
};

function permitsInputs(asked: Asked): Input[] {
  const { state, input } = asked;
  const waiting = [...state.permits.values()];
  const convoys = convoysWaiting(state);
  const bases = new Set([...waiting.map((one) => one.for), ...convoys.map(({ from }) => from)]);
  const fieldsOf = ({ requested }: Permit): [string, string[]][] => [
    ['kind', ['kind']],
    ['for', ['for']],
    ['state', ['state']],
    ['requested', ['requested', timeOf(requested)]],
    ['requested at', ['requested', 'at']],
    ['requested by entry', ['requested', 'revision']],
  ];
  return [
    ...inputsOf(today, zone, lastOf('permits'))(asked),
    ...waiting.flatMap((permit) =>
      fieldsOf(permit).flatMap(([name, path]) =>
        input(name, 'permits', ['items', permit.id, ...path], `${aPermit}${permit.id}`),
      ),
    ),
    ...convoys.flatMap(({ id }) => input('leaves', 'convoys', ['items', id, 'from'], `${aConvoy}${id}`)),
    ...[...bases].flatMap((id) =>
      id !== undefined && state.bases.has(id) ? ofBase(asked, id, 'remaining', 'planned') : [],
    ),
  ];
}

/** How each figure of the verdicts on sites and permits comes about. */
export const verdicts: ExplanationRule[] = [
  either(
    ({ state }) => lastOfSites(state) !== undefined,
    stated('/verdicts/sites/asOf', ({ state }) => [lastOfSites(state)?.revision]),
    worked('/verdicts/sites/asOf', { text: 'null: there is no base', compute: () => null }, today),
  ),
  either(
    ({ state }) => lastOfPermits(state) !== undefined,
    stated('/verdicts/permits/asOf', ({ state }) => [lastOfPermits(state)?.revision]),
    worked('/verdicts/permits/asOf', { text: 'null: no permit was requested', compute: () => null }, today),
  ),
  worked('/verdicts/sites', sites, sitesInputs),
  worked('/verdicts/permits', permits, permitsInputs),
];

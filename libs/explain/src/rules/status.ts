import {
  isDone,
  presentElsewhere,
  type CompletionInputs,
  isCounted,
  statusFrom,
  type StatusByRule,
  type PeopleWord,
  type PermitsWord,
  type SiteRule,
  type SitesWord,
} from '#libs/domain';
import { isBounds } from '../figures.js';
import {
  bestIn,
  eachOf,
  isIn,
  numberIn,
  textIn,
  worked,
  type Asked,
  type Formula,
  type Input,
  type ExplanationRule,
} from '../approach.js';
import { basesIn, leftOf } from './base-facets.js';
import { dayIn, zone } from './dates.js';
import { daysLeft, inputsOf, inSummary } from './inputs.js';

/** What completion is worked out from, among inputs. */
function completionIn(inputs: readonly Input[]): CompletionInputs {
  const zones = inputs.filter(({ of }) => of === undefined);
  const numberOrUnknown = (one: readonly Input[], name: string): number | null =>
    one.some((input) => input.name === name && input.value === null) ? null : (numberIn(one, name) ?? 0);
  return {
    bases: eachOf(inputs).map((one) => {
      const leftOn = dayIn([...zones, ...one], 'left');
      return {
        remaining: isIn(one, 'remaining'),
        liquidation: isIn(one, 'liquidation'),
        ...(leftOn !== undefined && { leftOn }),
        most: numberOrUnknown(
          one,
          one.some(({ name }) => name === 'most people') ? 'most people' : 'most people booked',
        ),
        isCounted: one.some(({ name }) => name === 'most people'),
      };
    }),
    presentLow: numberIn(inputs, 'least present') ?? 0,
    notPlaced: numberOrUnknown(inputs, 'most present at no place'),
    totalOn: textIn(inputs, 'day of the last total'),
  };
}

const completion = inputsOf(
  inSummary('least present', 'strength', 'present', 'low'),
  ({ input }) => input('most present at no place', 'bases', ['rest', 'notPlaced', 'high']),
  inSummary('day of the last total', 'verdicts', 'people', 'asOf'),
  zone,
  (asked) =>
    basesIn(asked.state).flatMap((base) => [
      ...asked.input('remaining', 'bases', ['items', base.id, 'remaining'], base.id),
      ...asked.input('liquidation', 'bases', ['items', base.id, 'liquidation'], base.id),
      ...leftOf(asked, base),
      ...(base.liquidation ? mostOf(asked, base.id) : []),
    ]),
);

/** Most people of a liquidation base: by its name, whether somebody said how many are there as a whole. */
const mostOf = (asked: Asked, id: string): Input[] =>
  asked.input(
    isCounted(asked.state, id) ? 'most people' : 'most people booked',
    'bases',
    ['items', id, 'people', 'high'],
    id,
  );

const sitesAtRisk = inputsOf(
  inSummary('sites', 'verdicts', 'sites', 'verdict'),
  inSummary('permits', 'verdicts', 'permits', 'verdict'),
  inSummary('people', 'verdicts', 'people', 'verdict'),
  inSummary('people by the last total', 'verdicts', 'people', 'last'),
  inSummary('left on the deadline', 'verdicts', 'people', 'leftOnDeadline'),
  (asked) => firstOf(asked, 'sites', 'bases', 'will-miss', ['id', 'name', 'rule', 'days'], 'base at risk: '),
  (asked) => firstOf(asked, 'permits', 'permits', 'blocking', ['id', 'kind', 'base', 'waitingDays'], 'permit: '),
);

/** Some fields of the first item of a verdict that has a word. */
function firstOf(asked: Asked, kind: string, list: string, word: string, fields: string[], name: string): Input[] {
  const [items] = asked.input('', 'summary', ['verdicts', kind, list]);
  const place = Array.isArray(items?.value)
    ? items.value.findIndex((one: { verdict?: unknown }) => one.verdict === word)
    : -1;
  if (place < 0) return [];
  return fields.flatMap((field) => asked.input(`${name}${field}`, 'summary', ['verdicts', kind, list, place, field]));
}

function statusIn(inputs: readonly Input[]): StatusByRule {
  const name = textIn(inputs, 'base at risk: name');
  const permit = textIn(inputs, 'permit: id');
  const isComplete = isDone(completionIn(inputs));
  return statusFrom({
    daysLeft: numberIn(inputs, 'days left') ?? 0,
    isComplete,
    unaccounted: bestIn(inputs, 'not accounted for'),
    people: {
      verdict: (textIn(inputs, 'people') ?? '') as PeopleWord,
      last: textIn(inputs, 'people by the last total') as PeopleWord | undefined,
      leftOnDeadline: numberIn(inputs, 'left on the deadline') ?? null,
      asOf: textIn(inputs, 'day of the last total') ?? null,
    },
    sites: {
      verdict: (textIn(inputs, 'sites') ?? '') as SitesWord,
      bases:
        name === undefined
          ? []
          : [
              {
                id: textIn(inputs, 'base at risk: id') ?? '',
                name,
                verdict: 'will-miss',
                rule: (textIn(inputs, 'base at risk: rule') ?? '') as SiteRule,
                days: numberIn(inputs, 'base at risk: days') ?? 0,
              },
            ],
    },
    permits: {
      verdict: (textIn(inputs, 'permits') ?? '') as PermitsWord,
      permits:
        permit === undefined
          ? []
          : [
              {
                id: permit,
                kind: textIn(inputs, 'permit: kind') ?? '',
                verdict: 'blocking',
                base: textIn(inputs, 'permit: base'),
                waitingDays: numberIn(inputs, 'permit: waitingDays') ?? 0,
              },
            ],
    },
  });
}

const statusInputs = inputsOf(
  daysLeft,
  sitesAtRisk,
  completion,
  inSummary('not accounted for', 'unaccountedFor', 'best'),
);

const rules =
  'complete: no base but liquidation bases remains, the last total is at most 30 days older than the day on which the last of them was left, and no more people are certainly present than liquidation bases can hold (one that nobody counted: all who are at no place); ' +
  'late: the deadline has passed; at-risk: the verdict on sites or people is will-miss, or that on permits blocking (where no figure of people is recent, the verdict of the last total); else on-track';

const byRule = (name: keyof StatusByRule, text: string): ExplanationRule => {
  const formula: Formula = { text, compute: (inputs) => statusIn(inputs)[name] };
  return worked(`/${name}`, formula, statusInputs);
};

const unaccounted: Formula = {
  text: 'of a complete mission: present less the people of the liquidation bases that remain',
  compute(inputs) {
    const counts = inputs.map(({ value }) => value).filter(isBounds);
    const [present, ...places] = counts;
    return present && presentElsewhere(present, places);
  },
};

/** How the status, its reason and who is not accounted for come about. */
export const status: ExplanationRule[] = [
  byRule('status', rules),
  byRule('statusReason', `the rule by which the mission has its status (${rules})`),
  byRule('parts', `what the reason is written from (${rules})`),
  worked(
    '/unaccountedFor',
    unaccounted,
    inputsOf(inSummary('present', 'strength', 'present'), (asked) =>
      basesIn(asked.state)
        .filter(({ liquidation }) => liquidation)
        .flatMap(({ id }) => {
          const [remaining] = asked.input('remaining', 'bases', ['items', id, 'remaining'], id);
          return remaining?.value === true ? asked.input('people', 'bases', ['items', id, 'people'], id) : [];
        }),
    ),
  ),
];

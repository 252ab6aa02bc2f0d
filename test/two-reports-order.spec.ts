import fc from 'fast-check';
import { discrepanciesAbout, discrepanciesOf, fold, scopeOf, type Entry } from '#libs/domain';
import { ber, convoy, gao, open } from './support/given.js';
import { record, type TestCommand } from './support/log.js';
import { rounds } from './support/rounds.js';

/** A report of a random log, with what the rulings compare, said beside its data: nothing is asked of the domain. */
interface Told {
  command: TestCommand;
  kind: 'moves' | 'total' | 'once' | 'answer';
  source: string;
  first: string;
  last: string;
  subject: (string | undefined)[];
  low: number;
  high: number;
  component: string;
  answer?: string;
}

const sources = fc.constantFrom('UN', 'press', 'radio');
const times = fc.constantFrom(
  ['2023-08-13', '2023-08-13', '2023-08-13'],
  ['2023-08-14', '2023-08-14', '2023-08-14'],
  ['2023-08-13T09:00:00Z', '2023-08-13', '2023-08-13'],
  ['2023-08-14T22:00:00Z', '2023-08-14', '2023-08-14'],
  ['2023-08', '2023-08-01', '2023-08-31'],
);
const counts = fc.constantFrom<[unknown, number, number]>(
  [4, 4, 4],
  [9, 9, 9],
  [{ about: 9 }, 8, 10],
  [{ atLeast: 9 }, 9, Number.POSITIVE_INFINITY],
  [{ from: 3, to: 5 }, 3, 5],
);
const components = fc.constantFrom('all', 'uniformed', 'uniformed/troops', 'civilian');
const baseOrNone = fc.constantFrom(undefined, 'ber', 'gao');
const bases = fc.constantFrom('ber', 'gao');

type Drawn = Pick<Told, 'command' | 'kind' | 'subject'> & Partial<Told>;
interface Draw {
  count: unknown;
  component: string;
  from: string | undefined;
  base: string;
  number: number;
}

const kinds: readonly ((draw: Draw) => Drawn)[] = [
  ({ from, component, count }) => ({
    kind: 'moves',
    command: { command: 'report-repatriation', from, lines: [{ component, count }] },
    subject: [from],
  }),
  ({ base, component, count }) => ({
    kind: 'moves',
    command: { command: 'report-arrival', base, lines: [{ component, count }] },
    subject: [base],
  }),
  ({ from, count, number }) => ({
    kind: 'moves',
    command: {
      command: 'report-incident',
      incident: `i-${number}`,
      kind: 'mine',
      summary: 's',
      base: from,
      casualties: [{ side: 'civilian', killed: count }],
    },
    subject: [from],
    component: 'all',
  }),
  ({ from, count, number }) => ({
    kind: 'moves',
    command: {
      command: 'report-equipment-disposed',
      category: number % 2 === 0 ? 'Truck' : ' truck',
      count,
      method: 'sold',
      base: from,
    },
    subject: [from],
    component: 'all',
  }),
  ({ from, component, count }) => ({
    kind: 'total',
    command: { command: 'report-strength', measure: 'present', base: from, component, count },
    subject: [from ?? '', component],
  }),
  ({ count }) => ({
    kind: 'total',
    command: { command: 'report-counter', counter: 'loads', what: 'loads', count },
    subject: ['loads'],
  }),
  ({ base }) => ({ kind: 'once', command: { command: 'report-base-vacated', base }, subject: [base] }),
  ({ number }) => {
    const answer = number % 2 === 0 ? 'granted' : 'refused';
    const command = { command: 'report-permit-answered', permit: 'p', answer };
    return { kind: 'answer', command, subject: ['p'], answer };
  },
];

const told: fc.Arbitrary<Told> = fc
  .record({ kind: fc.constantFrom(...kinds), source: sources, time: times, count: counts, component: components })
  .chain(({ kind, source, time: [occurredAt = '', first = '', last = ''], count: [count, low, high], component }) =>
    fc.record({ from: baseOrNone, base: bases, number: fc.nat(1_000_000) }).map((more) => {
      const drawn = kind({ ...more, count, component });
      const command = { ...drawn.command, occurredAt, source: { title: source, confidence: 'low' } };
      // A total of a month stands at its end.
      return { component, low, high, ...drawn, command, source, first: drawn.kind === 'total' ? last : first, last };
    }),
  );

const lies = (a: string, b: string): boolean => a === b || b === 'all' || a.startsWith(`${b}/`);
const mayOverlap = (a: Told, b: Told): boolean => a.low <= b.high && b.low <= a.high;
const daysMeet = (a: Told, b: Told): boolean => a.first <= b.last && b.first <= a.last;

/** The rulings on two reports, word by word. */
function rule(a: Told, b: Told): 'possible-duplicate' | 'sources-disagree' | undefined {
  if (a.command.command !== b.command.command || a.source === b.source) return undefined;
  const isSame = a.subject.every((one, index) => one === b.subject[index]);
  if (a.kind === 'moves') {
    const mayFit = a.subject.every((one, index) => [one, undefined].includes(b.subject[index]) || one === undefined);
    const meet = lies(a.component, b.component) || lies(b.component, a.component);
    return mayFit && meet && daysMeet(a, b) && mayOverlap(a, b) ? 'possible-duplicate' : undefined;
  }
  if (!isSame) return undefined;
  if (a.kind === 'once') return daysMeet(a, b) ? undefined : 'sources-disagree';
  const ofOneDay = a.first === a.last && b.first === b.last && a.first === b.first;
  const canBoth = a.kind === 'answer' ? a.answer === b.answer : mayOverlap(a, b);
  return ofOneDay && !canBoth ? 'sources-disagree' : undefined;
}

/** Whether the same source says something later, by recording, of the same: then that is what it says. */
const isBetterKnown = (one: Told, number: number, all: readonly Told[]): boolean =>
  one.kind !== 'moves' &&
  all.some(
    (other, later) =>
      later > number &&
      other.source === one.source &&
      other.command.command === one.command.command &&
      other.subject.join() === one.subject.join() &&
      (one.kind === 'once' || (other.first === one.first && other.last === one.last)),
  );

/** Sets of reports that hang together by a rule, comparing all pairs. */
function expected(all: readonly Told[], gone: ReadonlySet<number>): string[] {
  const set = (number: number): number => (parent[number] === number ? number : set(parent[number] ?? number));
  const parent = all.map((_, number) => number);
  const names = new Map<number, string>();
  const here = all.map((_, number) => number).filter((number) => !gone.has(number));
  const left = here.map((number) => all[number] as Told);
  const counted = here.filter((_, index) => !isBetterKnown(left[index] as Told, index, left));
  for (const a of counted)
    for (const b of counted) {
      const found = a < b ? rule(all[a] as Told, all[b] as Told) : undefined;
      if (!found) continue;
      for (const one of [a, b]) names.set(one, found);
      parent[set(b)] = set(a);
    }
  const sets = new Map<number, number[]>();
  for (const number of names.keys()) sets.set(set(number), [...(sets.get(set(number)) ?? []), number]);
  return [...sets.values()]
    .map((members) => `${names.get(members[0] ?? -1)} ${members.toSorted((a, b) => a - b).join()}`)
    .toSorted();
}

const given: TestCommand[] = [
  open,
  ber,
  gao,
  convoy,
  { command: 'report-permit-requested', permit: 'p', kind: 'flight', authority: 'a', occurredAt: '2023-08-01' },
];

const isOfTwo = (found: string): boolean => found === 'possible-duplicate' || found === 'sources-disagree';

/** Whether a report names a base. */
const names = (command: TestCommand, base: string): boolean =>
  Object.entries(command).some(([field, value]) => ['base', 'from', 'to', 'at'].includes(field) && value === base);

/** What is open, by the numbers of the reports. */
const openIn = (entries: readonly Entry[]): string[] =>
  discrepanciesOf(fold(entries).state, Date.parse('2023-12-01'))
    .filter(({ rule: found }) => isOfTwo(found))
    .map(({ rule: found, entries: behind }) => `${found} ${behind.map((revision) => revision - given.length).join()}`)
    .toSorted();

/** The log with its reports recorded in the order of these numbers, each where it stood; the numbers come with it. */
function recordedAnew(entries: readonly Entry[], order: readonly number[]): Entry[] {
  const start = entries.slice(0, given.length);
  return [
    ...start,
    ...order.map((number, index) => {
      const revision = given.length + index;
      return { ...(entries[given.length + number] as Entry), revision };
    }),
  ];
}

describe('two reports of one thing', () => {
  // Ids are given once.
  const logs = fc
    .array(told, { minLength: 2, maxLength: 14 })
    .map((all) =>
      all.map((one, number) =>
        'incident' in one.command ? { ...one, command: { ...one.command, incident: `i-${number}` } } : one,
      ),
    );

  it('are found as by comparing all pairs, and what is retracted is left out', () => {
    fc.assert(
      fc.property(logs, fc.array(fc.nat(13), { maxLength: 3 }), (all, out) => {
        const gone = new Set(out.filter((number) => number < all.length));
        const entries = record([
          ...given,
          ...all.map(({ command }) => command),
          ...[...gone].map((number) => ({ command: 'retract-entry', entry: given.length + number, reason: 'r' })),
        ]);
        expect(openIn(entries)).toEqual(expected(all, gone));
      }),
      { numRuns: rounds(150) },
    );
  });

  it('are found alike in any order of recording, for the same placements', () => {
    fc.assert(
      fc.property(
        logs.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray([...all.keys()], { minLength: all.length })),
        ),
        ([all, order]) => {
          const entries = record([...given, ...all.map(({ command }) => command)]);
          const anew = recordedAnew(entries, order);
          expect(openIn(anew)).toEqual(
            expected(
              order.map((number) => all[number] as Told),
              new Set(),
            ),
          );
          // The same, entry by entry on top of each other or from corrections, as in one fold.
          const moved = record([
            ...given,
            ...all.map(({ command }) => ({ ...command, occurredAt: '2023-07-20' })),
            ...all.map(({ command: { occurredAt } }, number) => ({
              command: 'correct-entry',
              entry: given.length + number,
              replacement: { occurredAt },
              reason: 'r',
            })),
          ]);
          expect(openIn(moved)).toEqual(openIn(entries));
        },
      ),
      { numRuns: rounds(60) },
    );
  });

  it('are found about each base by itself as among all that there are, and about no other', () => {
    fc.assert(
      fc.property(logs, (all) => {
        const { state } = fold(record([...given, ...all.map(({ command }) => command)]));
        const at = Date.parse('2023-12-01');
        const ofTwo = discrepanciesOf(state, at).filter(({ rule: found }) => isOfTwo(found));
        for (const base of ['ber', 'gao']) {
          const named = ({ entries }: { entries: readonly number[] }): boolean =>
            entries.some((revision) => names(all[revision - given.length]?.command ?? { command: '' }, base));
          const about = discrepanciesAbout(state, at, scopeOf(state.books, { bases: [base], convoys: [] }));
          expect(about.filter(({ rule: found }) => isOfTwo(found))).toEqual(ofTwo.filter(named));
        }
      }),
      { numRuns: rounds(60) },
    );
  });
});

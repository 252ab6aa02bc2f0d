import fc from 'fast-check';
import {
  checkBody,
  inWords,
  languages,
  partsOf,
  registry,
  say,
  statusFrom,
  type EntryType,
  type Part,
  type Parts,
  type SiteRule,
  type StatusInputs,
} from '#libs/domain';
import { details as ofCommands } from '../../apps/server/src/commands/details.js';
import { details as ofRequests } from '../../apps/server/src/http/details.js';
import { details as ofQuestions } from '../../apps/server/src/queries/details.js';
import { allSaid, englishIn } from './english-words.js';
import { ofExamples, ofOthers } from './entry-sentences.js';

const types = Object.keys(registry) as EntryType[];

describe('what history says of an entry', () => {
  const said = (type: EntryType, data: object): string[] =>
    languages.map((language) => inWords(partsOf(type, data, language), language));

  it.each(types)('%s: of its example', (type) => expect(said(type, registry[type].example)).toEqual(ofExamples[type]));

  it.each(ofOthers)('%s: of %j', (type, data, en, fr) => expect(said(type, data)).toEqual([en, fr]));
});

describe('a French sentence', () => {
  it.each(allSaid('fr'))('has no English word: %s', (_, parts) => expect(englishIn(parts)).toEqual([]));

  it('would be found if it had one', () => {
    expect(englishIn(say`Convoi ${{ convoy: 'arrived' }} arrived à gao`)).toEqual(['arrived']);
    expect(englishIn(say`Camp ${{ term: 'vacated' }}`)).toEqual(['vacated']);
  });

  it('has none where it says why a status is what it is', () => {
    const clear: StatusInputs = {
      daysLeft: 10,
      isComplete: false,
      unaccounted: 0,
      people: { verdict: 'on-track', leftOnDeadline: 0, asOf: '2023-08-13' },
      sites: { verdict: 'on-track', bases: [] },
      permits: { verdict: 'clear', permits: [] },
    };
    const site = (rule: SiteRule, days: number): StatusInputs => ({
      ...clear,
      sites: { verdict: 'will-miss', bases: [{ id: 'ber', name: 'Ber', verdict: 'will-miss', rule, days }] },
    });
    const permit = { id: 'p', kind: 'customs', verdict: 'blocking', base: 'ber', waitingDays: 12 } as const;
    const inputs: StatusInputs[] = [
      clear,
      { ...clear, isComplete: true },
      { ...clear, isComplete: true, unaccounted: 1200 },
      { ...clear, daysLeft: -1 },
      site('unplanned', 3),
      site('unplanned', -3),
      site('planned-after-deadline', 1),
      site('overdue', 3),
      { ...clear, permits: { verdict: 'blocking', permits: [permit] } },
      { ...clear, people: { verdict: 'will-miss', leftOnDeadline: 12_980, asOf: '2023-08-13' } },
    ];
    const reasons = inputs.map((one) => statusFrom(one, 'fr'));
    expect(new Set(reasons.map(({ statusReason }) => statusReason)).size).toBe(reasons.length);
    expect(reasons.flatMap(({ parts }) => englishIn(parts))).toEqual([]);
    expect(reasons.at(-1)?.statusReason).toBe(
      'Au rythme atteint jusqu’au dernier total (2023-08-13), 12\u202F980 personnes resteront à l’échéance.',
    );
  });

  it('has none where it says what is wrong with a field', () => {
    const odd: unknown[] = ['', 0, -1, null, [], {}, [{}], 'not-a-kind', 'x'.repeat(5000), { extra: 1 }, undefined];
    const bodies = types.flatMap((type) =>
      Object.keys({ ...registry[type].example, occurredAt: 1, placedAt: 1, reportedAt: 1, source: 1, late: 1 }).flatMap(
        (field) => odd.map((value) => [type, { ...registry[type].example, [field]: value }] as const),
      ),
    );
    const errors = bodies.flatMap(([type, body]) => {
      const checked = checkBody(type, body);
      return checked.ok ? [] : checked.errors;
    });
    expect(errors.length).toBeGreaterThan(1000);
    expect(new Set(errors.flatMap(({ said }) => englishIn(said.fr)))).toEqual(new Set());
    expect(errors.filter(({ detail, said }) => inWords(said.en, 'en') !== detail)).toEqual([]);
  });

  it('has none in the detail of a problem', () => {
    // Whatever is named stands in a value, which belongs to no language.
    const named = ['x'] as never;
    const invalid = { pointer: 'x', said: { en: ['x'], fr: ['x'] } } as never;
    const details = [ofRequests, ofQuestions, ofCommands].flatMap((table) =>
      Object.entries(table).map(([name, detail]) =>
        typeof detail === 'function'
          ? (detail as (...given: never[]) => typeof ofRequests.keyForm)(
              name === 'invalid' ? invalid : named,
              named,
              named,
              named,
            )
          : detail,
      ),
    );
    expect(details.length).toBeGreaterThan(50);
    expect(details.flatMap(({ fr }) => englishIn(fr))).toEqual([]);
  });
});

describe('a sentence', () => {
  const values: fc.Arbitrary<Part> = fc.oneof(
    fc.string(),
    fc.string().map((base): Part => ({ base })),
    fc.nat().map((people): Part => ({ people })),
    fc.record({ from: fc.nat(), to: fc.nat() }).map((number): Part => ({ number })),
    fc.constantFrom('all', 'uniformed/troops', 'other').map((component): Part => ({ component })),
    fc.constantFrom('2023-08-13', '2023-08', { about: '2023-08-13' }).map((planned): Part => ({ planned })),
    fc.string().map((reason): Part => ({ reason })),
  );
  const pieces = fc.array(fc.oneof(values, fc.array(values)));

  it('reads as its pieces do, however they are nested; and no two plain words stand beside each other', () =>
    fc.assert(
      fc.property(pieces, fc.constantFrom(...languages), (given, language) => {
        const words = Object.assign(
          Array.from({ length: given.length + 1 }, () => ''),
          { raw: [] },
        );
        const parts = say(words, ...given);
        expect(inWords(parts, language)).toBe(inWords(given.flat() as Parts, language));
        const isPlain = (part: Part | undefined): boolean => typeof part === 'string';
        expect(parts.some((part, index) => part === '' || (isPlain(part) && isPlain(parts[index + 1])))).toBe(false);
      }),
    ));

  it('writes numbers and dates as its language does', () => {
    const parts = say`${{ people: 12_980 }}; ${{ people: { about: 200 } }}; ${{ planned: { about: '2023-08-15' } }}; ${{ planned: '2023-08' }}`;
    expect(inWords(parts, 'en')).toBe('12,980; about 200; about 2023-08-15; 2023-08');
    expect(inWords(parts, 'fr')).toBe('12\u202F980; environ 200; vers le 2023-08-15; en 2023-08');
  });
});

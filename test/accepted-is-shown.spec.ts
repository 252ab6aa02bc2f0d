import fc from 'fast-check';
import {
  checkBody,
  commands,
  definitionOf,
  fold,
  inWords,
  languages,
  typeOfCommand,
  views,
  type Entry,
  type EntryType,
  type ViewName,
} from '#libs/domain';
import { calendar, type Planned } from '../apps/server/src/queries/calendar.js';
import { csv } from '../apps/server/src/queries/csv.js';
import { geoJson } from '../apps/server/src/queries/formats.js';
import { record, type TestCommand } from './support/log.js';
import { rounds } from './support/rounds.js';

/** Days at and beyond both ends of what a mission from July to December 2023 may have, and ones that nobody meant. */
const days = `
  0001-01-01 0023-08-13 0099-12-31 0999-12-31 1000-01-01 1582-10-10 1899-12-31 1900-01-01
  1973-06-30 1973-07-01 1973-07-02 2000-02-29 2023-07-01 2023-08-13 2023-12-31 2024-02-29
  2073-12-30 2073-12-31 2074-01-01 2203-08-13 9998-12-31 9999-12-31
`
  .trim()
  .split(/\s+/);
const day = fc.constantFrom(...days);
const instant = fc
  .tuple(day, fc.constantFrom('00:00:00Z', '23:59:59.999999999Z', '00:00:00+23:59', '23:59:59-23:59'))
  .map(([date, time]) => `${date}T${time}`);
const month = day.map((date) => date.slice(0, 7));
const occurrence = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('2023-08-13', '2023-08-14T08:00:00Z', '2023-09') },
  { weight: 2, arbitrary: fc.oneof(day, instant, month) },
);
const most = 1_000_000_000;
const number = fc.constantFrom(0, 1, 7, most - 1, most, -1, 0.5);
const count = fc.oneof(
  number,
  number.map((about) => ({ about })),
  number.map((atLeast) => ({ atLeast })),
  number.map((atMost) => ({ atMost })),
  fc.tuple(number, number).map(([from, to]) => ({ from, to })),
);
const planned = fc.oneof(
  day,
  month,
  day.map((about) => ({ about })),
  fc.tuple(day, day).map(([from, to]) => ({ from, to })),
);
const text = fc.oneof(
  fc.constantFrom(
    'x',
    '🚚'.repeat(80),
    'a\n'.repeat(40),
    '=1+1',
    '"\n,\r',
    '\u202Eevil',
    'x'.repeat(2000),
    '0023-08-13',
  ),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 80 }),
);
const id = fc.constantFrom('ber', 'gao', 'one', 'two', 'abroad', 'medical/timbuktu', 'unallocated', 'a'.repeat(64));
const idFields = new Set(['base', 'convoy', 'from', 'to', 'place', 'hub', 'permit', 'incident', 'counter', 'at']);

const isDay = (value: unknown): boolean => typeof value === 'string' && /^\d{4}-\d{2}(-\d{2})?$/.test(value);

/** Values like one of an example, as far out as the edge lets them be, and further. */
function like(value: unknown, name = ''): fc.Arbitrary<unknown> {
  const same = fc.constant(value);
  if (Array.isArray(value))
    return fc.oneof(same, fc.array(fc.oneof(...value.map((item) => like(item))), { minLength: 1, maxLength: 3 }));
  if (name === 'entry') return fc.nat(12);
  if (name === 'count' || typeof value === 'number') return fc.oneof(same, count, number);
  if (isDay(value)) return fc.oneof(same, planned);
  if (typeof value === 'boolean') return fc.boolean();
  if (typeof value === 'string') return idFields.has(name) ? fc.oneof(same, id) : fc.oneof(same, same, text);
  if (typeof value !== 'object' || value === null) return same;
  const fields = Object.entries(value).map(([field, inner]): [string, fc.Arbitrary<unknown>] => [
    field,
    like(inner, field),
  ]);
  return fc.record(Object.fromEntries(fields));
}

const typeOf = (command: string): EntryType => {
  const type = typeOfCommand(command);
  if (!type) throw new Error(`unknown command ${command}`);
  return type;
};

const opening = 'open-mission';
const toldAs = (command: string): fc.Arbitrary<TestCommand> =>
  fc
    .record({
      data: like(definitionOf(typeOf(command)).example) as fc.Arbitrary<Record<string, unknown>>,
      occurredAt: occurrence,
      reportedAt: fc.option(occurrence, { nil: undefined, freq: 4 }),
      late:
        definitionOf(typeOf(command)).kind === 'order'
          ? fc.constantFrom(undefined, undefined, true)
          : fc.constant(undefined),
    })
    .map(({ data, occurredAt, reportedAt, late }) => ({
      command,
      ...data,
      occurredAt,
      ...(reportedAt !== undefined && { reportedAt }),
      ...(late && { late, source: { title: 'cable', confidence: 'low' } }),
    }));

const further = fc.oneof(...commands.filter((command) => command !== opening).map(toldAs));
const isWellFormed = ({ command, ...body }: TestCommand): boolean => checkBody(typeOf(command), body).ok;
const opened = { command: opening, data: definitionOf('MissionOpened').example };
const corrected = (replacement: object, entry = 0): TestCommand => ({
  command: 'correct-entry',
  entry,
  replacement,
  reason: 'typing error',
});
const start: TestCommand[] = [
  { command: opened.command, ...opened.data, occurredAt: '2023-07-01' },
  { command: 'establish-base', base: 'ber', name: 'Ber', kind: 'camp', occurredAt: '2023-07-01' },
  { command: 'establish-base', base: 'gao', name: 'Gao', kind: 'camp', hub: 'ber', occurredAt: '2023-07-01' },
];

const correction = fc
  .nat(start.length - 1)
  .chain((entry) => fc.record({ entry: fc.constant(entry), told: toldAs(start[entry]?.command ?? '') }))
  .map(({ entry, told }) => {
    const ofEnvelope = new Set(['command', 'occurredAt', 'reportedAt', 'late', 'source']);
    const data = Object.fromEntries(Object.entries(told).filter(([name]) => !ofEnvelope.has(name)));
    return corrected({ data, occurredAt: told.occurredAt }, entry);
  });

const moment = fc
  .constantFrom('0001-01-01', '0023-08-13', '1973-07-01', '2023-08-13', '2023-12-01', '2073-12-31', '9999-12-31')
  .map((date) => Date.parse(`${date}T12:00:00Z`));

/** Draws all that a log shows for some moments, in all formats. */
function show(entries: readonly Entry[], moments: readonly number[]): void {
  const { state } = fold(entries);
  for (const at of moments) {
    for (const view of Object.keys(views) as ViewName[]) {
      const shown = views[view](state, { at }) as { items?: object[]; days?: object[] };
      const rows = shown.items ?? shown.days?.slice(0, 5) ?? [shown];
      JSON.stringify(shown);
      for (const piece of csv(rows)) expect(typeof piece).toBe('string');
      if (view === 'bases' || view === 'convoys') geoJson(rows);
      if (view === 'schedule') calendar('m', rows as Planned[], at);
    }
  }
  for (const { type, data } of entries)
    for (const language of languages)
      expect(inWords(definitionOf(type).sentence[language](data), language)).not.toBe('');
}

describe('whatever the edge takes', () => {
  const moments = fc.array(moment, { minLength: 1, maxLength: 2 });

  it('is shown by every view, at any time and in any format', () => {
    const log = fc.array(fc.oneof({ weight: 5, arbitrary: further }, correction), { maxLength: 12 });
    fc.assert(
      fc.property(log, moments, (told, at) => {
        show(record([...start, ...told.filter(isWellFormed)], undefined, 'skip'), at);
      }),
      { numRuns: rounds(100) },
    );
  });

  it('opens a mission that every view shows', () => {
    fc.assert(
      fc.property(toldAs(opening), further, moments, (open, one, at) => {
        show(record([open, one].filter(isWellFormed), undefined, 'skip'), at);
      }),
      { numRuns: rounds(100) },
    );
  });
});

describe('a log of an earlier version, which took any year', () => {
  it.each(days)('is shown: %s', (date) => {
    const entries = record(start).map((entry): Entry => ({
      ...entry,
      occurredAt: date,
      placedAt: `${date}T00:00:00Z`,
    }));
    for (const { data } of entries) if ('startsOn' in data) Object.assign(data, { startsOn: date, deadline: date });
    show(entries, [Date.parse('2023-08-13T12:00:00Z')]);
  });
});

describe('a time that nobody can have meant', () => {
  const permit = { command: 'report-permit-requested', ...definitionOf('PermitRequested').example };
  const ber = { command: 'schedule-withdrawal', base: 'ber' };

  it.each<[string, string, TestCommand]>([
    ['a report in a year without its century', '/occurredAt', { ...permit, occurredAt: '0023-08-13' }],
    ['an instant', '/occurredAt', { ...permit, occurredAt: '1923-08-13T08:00:00Z' }],
    ['a month', '/occurredAt', { ...permit, occurredAt: '1973-06' }],
    ['a time of reporting', '/reportedAt', { ...permit, occurredAt: '2023-08-13', reportedAt: '1023-08-14' }],
    ['a planned day', '/on', { ...ber, on: '3023-08-13' }],
    ['a planned period', '/on', { ...ber, on: { from: '0023-08-13', to: '2023-08-15' } }],
    ['a planned day, about', '/on', { ...ber, on: { about: '2203-08-13' } }],
    ['a deadline', '/to', { command: 'move-deadline', to: '2123-12-31', authority: 'a', reason: 'r' }],
    ['a corrected time', '/replacement/occurredAt', corrected({ occurredAt: '0023-07-01' })],
    ['a corrected plan', '/replacement/data/startsOn', corrected({ data: { ...opened.data, startsOn: '0023-07-01' } })],
    [
      'a corrected deadline',
      '/replacement/data/deadline',
      corrected({ data: { ...opened.data, deadline: '2323-12-31' } }),
    ],
  ])('is not taken: %s', (_, pointer, command) => {
    expect(() => record([...start, command])).toThrow(`{"kind":"invalid","errors":[{"pointer":"${pointer}"`);
  });

  it.each([
    ['/startsOn', { startsOn: '0023-07-01' }],
    ['/deadline', { deadline: '2203-12-31' }],
    ['/occurredAt', { occurredAt: '0023-07-01' }],
  ])('opens no mission: %s', (pointer, wrong) => {
    expect(() => record([{ ...start[0], ...wrong } as TestCommand])).toThrow(`"pointer":"${pointer}"`);
  });

  it('is one before the start less 50 years, or after the deadline plus 50 years', () => {
    const notes = ['1973-07-01', '2023-07-01', '1973-07'].map((occurredAt) => ({
      command: 'add-note',
      text: 'x',
      occurredAt,
    }));
    const plan = { command: 'move-deadline', to: '2073-12-31', authority: 'a', reason: 'r' };
    expect(record([...start, ...notes, plan])).toHaveLength(start.length + 4);
    expect(() => record([...start, { ...plan, to: '2074-01-01' }])).toThrow('is the year right?');
    expect(() => record([...start, { command: 'add-note', text: 'x', occurredAt: '1973-06-30' }])).toThrow(
      'is the year right?',
    );
  });

  it('moves a deadline at most 100 years from the start, step by step too', () => {
    const moved = (to: string): TestCommand => ({ command: 'move-deadline', to, authority: 'a', reason: 'r' });
    const steps = [moved('2073-01-01'), moved('2123-01-01')];
    expect(record([...start, ...steps])).toHaveLength(start.length + 2);
    expect(() => record([...start, ...steps, moved('2123-07-02')])).toThrow('more than 100 years after the start');
  });
});

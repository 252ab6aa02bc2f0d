import fc from 'fast-check';
import type { TestCommand } from './log.js';
import { ber, gao, open } from './given.js';

const components = ['all', 'uniformed', 'uniformed/troops', 'uniformed/police', 'civilian'];
const component = fc.constantFrom(...components);
const contingent = fc.option(fc.constantFrom('BFA', 'SEN', 'TGO'), { nil: undefined });
const n = fc.integer({ min: 0, max: 300 });
const counted = fc.oneof(
  { weight: 4, arbitrary: n },
  { weight: 1, arbitrary: n.map((about) => ({ about })) },
  { weight: 1, arbitrary: n.map((atLeast) => ({ atLeast })) },
  { weight: 1, arbitrary: n.map((atMost) => ({ atMost })) },
  { weight: 1, arbitrary: fc.tuple(n, n).map(([from, more]) => ({ from, to: from + more })) },
);
const line = fc.record({ component, contingent, count: counted });
const lines = fc.array(line, { minLength: 1, maxLength: 3 });
const maybeLines = fc.option(lines, { nil: undefined });
const base = fc.constantFrom('ber', 'gao', 'kidal');
const convoy = fc.constantFrom('one', 'two', 'three');
/** The revision of the attack in `begun`. */
const attack = 7;
const revision = fc.integer({ min: 4, max: 24 });
const day = fc
  .integer({ min: 0, max: 190 })
  .map((days) => new Date(Date.UTC(2023, 6, 1 + days)).toISOString().slice(0, 10));
const occurredAt = fc.oneof(
  day,
  day.map((one) => `${one}T09:30:00Z`),
  day.map((one) => one.slice(0, 7)),
);
const planned = fc.oneof(
  day as fc.Arbitrary<unknown>,
  day.map((about) => ({ about })),
  day.map((one) => one.slice(0, 7)),
);
const casualties = fc.array(
  fc.record({
    side: fc.constantFrom('peacekeeper', 'mission-civilian', 'host-army', 'civilian'),
    contingent,
    killed: fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined }),
    wounded: fc.option(counted, { nil: undefined }),
  }),
  { maxLength: 2 },
);
const text = fc.constantFrom('first words', 'other words');
const category = fc.constantFrom('vehicle', 'generator');
const party = fc.record({ name: text, kind: fc.constantFrom('civilian', 'military', 'armed-group') });
const source = fc.option(
  fc.constantFrom('UN', 'press').map((title) => ({ title, confidence: 'high' })),
  { nil: undefined },
);

/** What may happen: each kind of command with fields of its own; those that break a rule are not recorded. */
const kinds: Record<string, Record<string, fc.Arbitrary<unknown>>> = {
  'schedule-withdrawal': { base, on: planned, phase: fc.option(text, { nil: undefined }) },
  'expedite-withdrawal': { base, on: planned, reason: text },
  'postpone-withdrawal': { base, on: planned, reason: text },
  'cancel-withdrawal': { base, reason: text },
  'move-deadline': { to: day, authority: text, reason: text },
  'report-withdrawal-started': { base },
  'report-base-vacated': { base },
  'report-camp-handed-over': { base, to: party, part: fc.option(text, { nil: undefined }) },
  'report-camp-occupied': { base, by: party },
  'report-camp-lost': { base, how: fc.constant('seized') },
  'report-arrival': { base, lines },
  'report-repatriation': {
    lines,
    from: fc.option(fc.oneof(base, convoy, fc.constant('medical/gao')), { nil: undefined }),
  },
  'report-returned': { from: fc.constant('medical/gao'), base, lines },
  'report-separation': { lines, from: fc.option(base, { nil: undefined }), how: fc.constant('asylum') },
  'report-strength': {
    measure: fc.constantFrom('baseline', 'present', 'departed'),
    component,
    contingent,
    count: counted,
    since: fc.option(day, { nil: undefined }),
  },
  'report-counter': {
    counter: fc.constantFrom('loads', 'containers'),
    what: text,
    count: counted,
    of: fc.option(counted, { nil: undefined }),
  },
  'plan-convoy': {
    convoy,
    mode: fc.constant('road'),
    from: base,
    to: fc.oneof(base, fc.constant('abroad')),
    lines: maybeLines,
    vehicles: counted,
  },
  'report-convoy-departed': { convoy, from: fc.option(base, { nil: undefined }), to: base, lines: maybeLines },
  'report-convoy-halted': { convoy, place: text },
  'report-convoy-resumed': { convoy },
  'report-convoy-attacked': { convoy, means: text, casualties, vehiclesDamaged: counted },
  'report-casualties-evacuated': { from: fc.oneof(base, convoy), to: fc.constant('gao'), lines },
  'report-convoy-arrived': {
    convoy,
    at: fc.option(fc.oneof(base, fc.constant('abroad')), { nil: undefined }),
    lines: maybeLines,
  },
  'report-convoy-turned-back': { convoy },
  'report-incident': {
    incident: fc.constantFrom('mine', 'theft'),
    kind: text,
    base: fc.option(base, { nil: undefined }),
    casualties,
    summary: text,
  },
  'revise-toll': {
    entry: fc.oneof(fc.constant(attack), revision),
    effect: fc.constantFrom('adds', 'replaces'),
    casualties,
  },
  'report-permit-requested': {
    permit: fc.constantFrom('flights', 'trucks'),
    kind: fc.constant('flight'),
    authority: text,
  },
  'report-permit-answered': {
    permit: fc.constantFrom('flights', 'trucks'),
    answer: fc.constantFrom('granted', 'refused'),
  },
  'report-equipment-disposed': {
    category,
    count: counted,
    method: fc.constantFrom('sold', 'destroyed'),
    base: fc.option(base, { nil: undefined }),
  },
  'report-equipment': { category, count: counted, base: fc.option(base, { nil: undefined }) },
  'retract-entry': { entry: revision, reason: text },
  'dispute-entry': { entry: revision, by: text, statement: text },
  'add-note': { text },
};

/** A base total, which names no other measure than who is there. */
const presentAtBase = fc.record({
  command: fc.constant('report-strength'),
  base,
  measure: fc.constant('present'),
  component,
  contingent,
  count: counted,
  occurredAt,
});

/** A correction of when something happened. */
const movedInTime = fc.record({
  command: fc.constant('correct-entry'),
  entry: revision,
  replacement: occurredAt.map((to) => ({ occurredAt: to })),
  reason: text,
  occurredAt,
});

/** A correction of who left: it fits repatriations, and is refused elsewhere. */
const otherLines = fc.record({
  command: fc.constant('correct-entry'),
  entry: revision,
  replacement: lines.map((to) => ({ data: { lines: to } })),
  reason: text,
  occurredAt,
});

const steps = Object.entries(kinds).map(([command, fields]) =>
  fc.record({ command: fc.constant(command), ...fields, occurredAt, source }),
);

const kidal: TestCommand = {
  command: 'establish-base',
  base: 'kidal',
  name: 'Kidal',
  kind: 'camp',
  hub: 'gao',
  occurredAt: '2023-07-01',
};

/** Convoys under way, a plan, and people of single contributors, so that much can happen to them. */
const begun: TestCommand[] = [
  { command: 'schedule-withdrawal', base: 'kidal', on: { about: '2023-09-15' }, occurredAt: '2023-07-02' },
  {
    command: 'report-convoy-departed',
    convoy: 'one',
    from: 'ber',
    to: 'gao',
    lines: [{ component: 'uniformed', contingent: 'BFA', count: { about: 90 } }],
    occurredAt: '2023-07-03',
  },
  { command: 'report-convoy-departed', convoy: 'two', from: 'ber', to: 'gao', occurredAt: '2023-07-03' },
  {
    command: 'report-convoy-attacked',
    convoy: 'one',
    means: 'mine',
    casualties: [{ side: 'peacekeeper', killed: 1, wounded: { about: 3 } }],
    occurredAt: '2023-07-04',
  },
  {
    command: 'report-repatriation',
    lines: [{ component: 'uniformed/troops', contingent: 'SEN', count: 40 }],
    occurredAt: '2023-07-05',
  },
];

/** A mission in which much happens, in any order: late, corrected, retracted, disputed, in round numbers. */
export const commandsOfMission: fc.Arbitrary<TestCommand[]> = fc
  .array(fc.oneof(...steps, presentAtBase, movedInTime, otherLines) as fc.Arbitrary<TestCommand>, {
    minLength: 10,
    maxLength: 50,
    size: 'max',
  })
  .map((happened) => [open, ber, gao, kidal, ...begun, ...happened.map(withoutUndefined)]);

const withoutUndefined = (command: TestCommand): TestCommand => JSON.parse(JSON.stringify(command)) as TestCommand;

import { discrepanciesOf, fold, legsOf, type Entry, type MissionState } from '#libs/domain';
import { record, recordedAt, type TestCommand } from './log.js';
import { open, troops } from './given.js';

/** Two bases with 200 people each, and one with nobody. */
const bases: TestCommand[] = (
  [
    ['ber', 200],
    ['gao', 200],
    ['mopti', 0],
  ] as const
).map(([base, people]) => ({
  command: 'establish-base',
  base,
  name: base,
  kind: 'camp',
  ...(people > 0 && { garrison: troops(people) }),
  occurredAt: '2023-07-01',
}));

const convoy = 'c1';
const way = { convoy, from: 'ber', to: 'gao' };
const plan: TestCommand = { command: 'plan-convoy', ...way, mode: 'road' };
const departure: TestCommand = { command: 'report-convoy-departed', ...way };
const arrival: TestCommand = { command: 'report-convoy-arrived', convoy };
const halt: TestCommand = { command: 'report-convoy-halted', convoy, place: 'the ford' };
const resumption: TestCommand = { command: 'report-convoy-resumed', convoy };
const attack: TestCommand = {
  command: 'report-convoy-attacked',
  convoy,
  means: 'mine',
  casualties: [{ side: 'peacekeeper', killed: 1 }],
};
const evacuation: TestCommand = { command: 'report-casualties-evacuated', from: convoy, to: 'gao', lines: troops(3) };
const turning: TestCommand = { command: 'report-convoy-turned-back', convoy };
const with100 = { ...departure, lines: troops(100) };

/** What happened to the convoy before: each ends with the report that it is named after. */
export const befores = {
  planned: [plan],
  departed: [departure],
  'departed with 100': [with100],
  halted: [with100, halt],
  resumed: [with100, halt, resumption],
  attacked: [with100, attack],
  evacuated: [with100, evacuation],
  arrived: [with100, arrival],
  'departed, arrived': [departure, arrival],
  'departed, arrived with 60': [departure, { ...arrival, lines: troops(60) }],
  'arrived with 60': [with100, { ...arrival, lines: troops(60) }],
  'turned back': [with100, turning],
} satisfies Record<string, TestCommand[]>;

/** What is reported then. */
export const thens = {
  planned: { ...plan, from: 'gao', to: 'mopti' },
  departed: { command: 'report-convoy-departed', convoy },
  'departed with 100': with100,
  'departed with 40 from gao for mopti': { ...departure, from: 'gao', to: 'mopti', lines: troops(40) },
  halted: halt,
  resumed: resumption,
  attacked: attack,
  evacuated: evacuation,
  arrived: arrival,
  'arrived with 40': { ...arrival, lines: troops(40) },
  'arrived with 100': { ...arrival, lines: troops(100) },
  'arrived at ber': { ...arrival, at: 'ber' },
  'turned back': turning,
} satisfies Record<string, TestCommand>;

export type Before = keyof typeof befores;
export type Then = keyof typeof thens;

/** Commands, each an hour after the other on one day. */
export const hourly = (commands: readonly TestCommand[]): TestCommand[] =>
  commands.map((command, hour) => ({
    ...command,
    occurredAt: `2023-08-13T${String(hour).padStart(2, '0')}:00:00Z`,
  }));

/** The log of a mission in which convoys do what is told. */
export const logOf = (commands: readonly TestCommand[]): Entry[] =>
  record([open, ...bases, ...commands], recordedAt, 'skip');

/** Whom an entry moved: "100 base/ber → convoy/c1". */
export function movesOf(state: MissionState, revision: number): string {
  const { journal } = state.books;
  const halves = [...journal];
  // Both halves of a movement stand side by side.
  const moves = halves.flatMap((from, half) => {
    const to = half % 2 === 0 ? halves[half + 1] : undefined;
    return to?.revision === revision ? [`${to.best} ${from.account} → ${to.account}`] : [];
  });
  return moves.join(', ');
}

/** What a report does to a convoy of which others were told before. */
export interface Outcome {
  /** Whom it moves, or `refused`. */
  books: string;
  /** What the convoy is after it. */
  status: string;
  /** Where it changes neither: whether it confirms what was told before, or contradicts it. */
  beside: string;
  /** The rules of the discrepancies that it opens. */
  opens: string;
  /** The rules of those that it settles. */
  settles: string;
}

/** What the last of these reports does. */
export function outcomeOf(before: Before, then: Then): Outcome {
  const first = logOf(hourly(befores[before]));
  const both = logOf(hourly([...befores[before], thens[then]]));
  const [was, is] = [fold(first).state, fold(both).state];
  const found = is.convoys.get(convoy);
  const status = found?.state ?? '';
  const beside = (found ? legsOf(found) : []).flatMap((leg) => leg.beside).find((one) => one.revision === first.length);
  const rulesIn = (state: MissionState, but: MissionState): string => {
    const others = new Set(discrepanciesOf(but, recordedAt).map(({ id }) => id));
    const rules = discrepanciesOf(state, recordedAt).flatMap(({ id, rule }) => (others.has(id) ? [] : [rule]));
    return [...new Set(rules)].join(', ');
  };
  return {
    books: both.length === first.length ? 'refused' : movesOf(is, first.length),
    status,
    beside: beside?.effect ?? '',
    opens: rulesIn(is, was),
    settles: rulesIn(was, is),
  };
}

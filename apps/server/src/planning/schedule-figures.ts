import { pointerOf, parsePointer } from '#libs/domain';
import type { BaseTimes } from '#libs/planning';
import type { ScheduleDocument } from './make-schedule.js';

/** A figure that another is worked out from. */
interface Input {
  name: string;
  view: 'schedule';
  pointer: string;
  value: unknown;
}

/** Why a figure of the schedule is what it is: its formula, the figures that go into it, and the entries behind it. */
export interface ScheduleReason {
  pointer: string;
  value: unknown;
  formula: string;
  inputs: Input[];
  entries: number[];
}

type Name = Exclude<keyof BaseTimes, 'id'> | 'conflicts';

/** How each figure of a base comes about, and which others of it go into it. */
const ofBase: Readonly<Record<Name, { formula: string; from: readonly Name[] }>> = {
  earliest: {
    formula:
      'the first open day for its last convoy: not before today, nor before what it waits for (its satellites have arrived, its dependencies hold)',
    from: ['drivenBy', 'convoys'],
  },
  latest: { formula: 'earliest and the days of slack', from: ['earliest', 'slackDays'] },
  arrives: {
    formula: 'the day on which its last convoy leaves and the days on its way, as learnt',
    from: ['earliest'],
  },
  slackDays: {
    formula:
      'calendar days by which it may slip until it, or a base that waits for it, is past the deadline (a liquidation base: past its own planned date)',
    from: ['earliest', 'latest'],
  },
  freeSlackDays: {
    formula: 'calendar days by which it may slip until a base that waits for it is later; without one, its slack',
    from: ['earliest', 'slackDays'],
  },
  critical: { formula: 'whether it is one of the bases that decide the last arrival', from: ['drivenBy'] },
  drivenBy: { formula: 'what it waits for that is there last', from: ['earliest'] },
  convoys: {
    formula:
      'for each load the most of people, vehicles and containers that are left of it, by what one convoy of its route takes, rounded up; one at least',
    from: [],
  },
  feasibleBy: {
    formula: 'the day on which its last convoy leaves in the schedule that was found within the capacities',
    from: ['earliest'],
  },
  conflicts: { formula: 'the rules of the plan that it breaks', from: ['earliest', 'latest'] },
};

/** How each figure of the whole comes about. */
const ofMission: Readonly<Record<string, string>> = {
  criticalPath:
    'the bases that decide the last arrival, each what the next one waits for; liquidation bases do not count',
  feasibleBy:
    'the day of the last arrival in a schedule that obeys every rule, found by a serial schedule in many orders: it may be longer than needed',
  noEarlierThan:
    'the later of the end of the critical path and, for each resource, the first day on which enough of it has been there',
  bindingResource:
    'of the resources the one that has been there enough the latest, if the schedule is longer than its critical path',
  resources: 'for each resource that loads need: what all convoys take of it, and what there is until the deadline',
  conflicts: 'what of the plan contradicts something else',
  durations: 'the planned days of a route, weighed as two convoys, and the middle of those that convoys took',
};

/** Why a figure is what it is that is worked out of the plan; undefined for a figure of another kind, or none. */
export function reasonIn(document: ScheduleDocument, pointer: string): ScheduleReason | undefined {
  const [head, ...rest] = parsePointer(pointer) ?? [];
  if (head === undefined) return undefined;
  if (head !== 'items') {
    const formula = ofMission[head];
    const value = valueAt(document, [head, ...rest]);
    if (formula === undefined || value === undefined) return undefined;
    const inputs = head === 'noEarlierThan' ? [inputAt(document, 'resources'), inputAt(document, 'criticalPath')] : [];
    return { pointer, value, formula, inputs, entries: entriesIn(value) };
  }
  const [which = '', name = '', ...below] = rest;
  const item = document.items.find(({ id }, place) => id === which || String(place) === which);
  const rule = Object.hasOwn(ofBase, name) ? ofBase[name as Name] : undefined;
  const value = item && valueAt(item, [name, ...below]);
  if (!item || !rule || value === undefined) return undefined;
  const at = (field: string): Input => ({
    name: field,
    view: 'schedule',
    pointer: pointerOf(['items', item.id, field]),
    value: valueAt(item, [field]),
  });
  const inputs = [...rule.from.map(at), ...waitedFor(document, valueAt(item, ['drivenBy']))];
  const entries = entriesIn([valueAt(item, ['drivenBy']), name === 'conflicts' ? value : [], planOf(item)]);
  return { pointer: pointerOf(['items', item.id, name, ...below]), value, formula: rule.formula, inputs, entries };
}

/** The arrival of the base that one waits for. */
function waitedFor({ items }: ScheduleDocument, driver: unknown): Input[] {
  const id = (driver as { base?: string } | undefined)?.base;
  const base = items.find((one) => one.id === id);
  if (!base || id === undefined) return [];
  const value = valueAt(base, ['arrives']);
  return [{ name: 'arrives', view: 'schedule', pointer: pointerOf(['items', id, 'arrives']), value }];
}

const inputAt = (document: ScheduleDocument, name: string): Input => ({
  name,
  view: 'schedule',
  pointer: pointerOf([name]),
  value: valueAt(document, [name]),
});

/** The last step of a base's plan. */
const planOf = (item: object): object => ({
  entry: (valueAt(item, ['history']) as { revision: number }[] | undefined)?.at(-1)?.revision,
});

function valueAt(of: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (at, name) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, name)
        ? (at as Record<string, unknown>)[name]
        : undefined,
    of,
  );
}

/** The revisions that stand anywhere in a value under `entry` or `entries`, once each, lowest first. */
function entriesIn(value: unknown): number[] {
  const found = new Set<number>();
  const visit = (of: unknown, name: string): void => {
    if (typeof of === 'number' && (name === 'entry' || name === 'entries')) found.add(of);
    else if (Array.isArray(of)) for (const one of of) visit(one, name);
    else if (typeof of === 'object' && of !== null) for (const [key, one] of Object.entries(of)) visit(one, key);
  };
  visit(value, '');
  return [...found].toSorted((a, b) => a - b);
}

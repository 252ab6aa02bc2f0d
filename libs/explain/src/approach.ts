import type { MissionState, FigureKind, AsOf, ViewName } from '#libs/domain';
import type { Figure } from './figures.js';
import type { StateFigures } from './state-figures.js';
import { find, stablePointer } from './pointer.js';
import { isBoundName, isBounds } from './figures.js';

/** Where an input stands: on a view, or in what the answer says of the moment it is shown for (`{at, date}`). */
export type DocumentName = ViewName | 'shown';

/** A figure that another is worked out from. */
export interface Input {
  /** What it is, in words. */
  name: string;
  /** Of which of several things (a base, a convoy) it is. */
  of?: string;
  view: DocumentName;
  pointer: string;
  value: unknown;
}

/** How a figure is worked out: in words, and as a function of nothing but the values of its inputs. */
export interface Formula {
  text: string;
  compute: (inputs: readonly Input[]) => unknown;
}

/** A figure to be followed through the fold. */
export interface Trace<T> {
  /** The figure alone, of a state: cheap, since it is asked after every entry that may change it. */
  of: (state: MissionState, moment: StateFigures) => T;
  /** Under which name a chronicle keeps it. */
  cell: string;
  /** The kinds of figures that entries change which may change it; all without it. */
  on?: readonly FigureKind[];
  /** The convoy that it is of, if no entry changes it that does not name that: many are followed at once. */
  convoy?: string;
  /** No entry after this instant (milliseconds since 1970) changes it. */
  until?: number;
}

/** What an entry contributed, if a view itself knows. */
export interface KnownContribution {
  revision: number;
  figure: Figure;
}

/** How to say why a figure is what it is. */
export type Approach =
  | { kind: 'count'; walk: Trace<Figure> }
  | { kind: 'count'; told: KnownContribution[] }
  | { kind: 'derived'; formula: Formula; inputs: readonly Input[] }
  | { kind: 'fact'; walk: Trace<unknown> }
  | { kind: 'fact'; by: number[] };

/** A figure that somebody asks about. */
export interface Asked {
  state: MissionState;
  asOf: AsOf;
  /** What stands at the stars of the rule's pattern. */
  parts: readonly string[];
  /** An input: none if the view shows nothing there. */
  input: (name: string, view: DocumentName, path: readonly (string | number)[], of?: string) => Input[];
  /** What some inputs are: put together once for all figures that go by the same. */
  inputs: (of: InputsOf) => readonly Input[];
}

/** Finds the inputs of a formula. They hang on the parts alone: figures that are worked out together have the same. */
export type InputsOf = (asked: Asked) => readonly Input[];

/** For the figures of one pattern, how to say why. */
export interface ExplanationRule {
  pattern: readonly string[];
  /** Whether whatever lies below the pattern is meant too. */
  isOpen: boolean;
  isCount: boolean;
  /** `rest` is what lies below the pattern. */
  approach: (asked: Asked, rest: readonly string[]) => Approach;
}

/** A rule whose approach depends on what there is. */
export function rule(pattern: string, isCount: boolean, approach: ExplanationRule['approach']): ExplanationRule {
  const isOpen = pattern.endsWith('/**');
  const segments = pattern.slice(1).split('/');
  return { pattern: isOpen ? segments.slice(0, -1) : segments, isOpen, isCount, approach };
}

/** A count that is followed through the fold. */
export const count = (pattern: string, walk: (asked: Asked) => Trace<Figure>): ExplanationRule =>
  rule(pattern, true, (asked) => ({ kind: 'count', walk: walk(asked) }));

/** A count of which the state still knows what each entry added. */
export const known = (pattern: string, by: (asked: Asked) => KnownContribution[]): ExplanationRule =>
  rule(pattern, true, (asked) => ({ kind: 'count', told: by(asked) }));

/** A figure that is worked out from others. */
export const derived = (pattern: string, formula: Formula, inputs: InputsOf): ExplanationRule =>
  rule(pattern, false, (asked) => ({ kind: 'derived', formula, inputs: asked.inputs(inputs) }));

/** Figures that are worked out together: what lies below the pattern is a part of what the formula gives. */
export const worked = (pattern: string, formula: Formula, inputs: InputsOf): ExplanationRule =>
  rule(`${pattern}/**`, false, (asked, rest) => ({
    kind: 'derived',
    formula: { text: formula.text, compute: (given) => partOf(formula.compute(given), rest) },
    inputs: asked.inputs(inputs),
  }));

function partOf(whole: unknown, path: readonly string[]): unknown {
  const found = find(whole, path);
  return 'missing' in found ? undefined : found.value;
}

/** The rule that holds if a condition does, else another one of the same pattern. */
export const either = (
  holds: (asked: Asked) => boolean,
  one: ExplanationRule,
  other: ExplanationRule,
): ExplanationRule => ({
  ...one,
  approach: (asked, rest) => (holds(asked) ? one : other).approach(asked, rest),
});

/** Something that entries say, those that said it last first. */
export const stated = (pattern: string, by: (asked: Asked) => (number | undefined)[]): ExplanationRule =>
  rule(pattern, false, (asked) => ({ kind: 'fact', by: by(asked).filter((revision) => revision !== undefined) }));

/** Something that entries say, found by when it changed in the fold. */
export const changed = (pattern: string, walk: (asked: Asked) => Trace<unknown>): ExplanationRule =>
  rule(pattern, false, (asked) => ({ kind: 'fact', walk: walk(asked) }));

/** Says of the first rule that fits a path what stands at its stars; undefined if none does. */
export function match(
  rules: readonly ExplanationRule[],
  path: readonly string[],
): { rule: ExplanationRule; parts: string[]; rest: string[] } | undefined {
  for (const one of rules) {
    const { pattern, isOpen, isCount } = one;
    const rest = path.slice(pattern.length);
    const fits = isOpen || rest.length === 0 || (isCount && rest.length === 1 && isBoundName(rest[0]));
    if (!fits || path.length < pattern.length) continue;
    if (pattern.every((segment, place) => segment === '*' || segment === path[place])) {
      return { rule: one, parts: path.filter((_, place) => pattern[place] === '*'), rest };
    }
  }
  return undefined;
}

/** The input at a path of a document: none if there is nothing. */
export function inputAt(
  doc: unknown,
  name: string,
  view: DocumentName,
  path: readonly (string | number)[],
  of?: string,
): Input[] {
  const found = find(doc, path.map(String), 'name');
  if ('missing' in found || found.value === undefined) return [];
  const pointer = stablePointer(doc, found.named);
  return [{ name, ...(of !== undefined && { of }), view, pointer, value: found.value }];
}

/** A number that a list of inputs gives under a name. */
export function numberIn(inputs: readonly Input[], name: string): number | undefined {
  const value = inputs.find((one) => one.name === name)?.value;
  return typeof value === 'number' ? value : undefined;
}

/** Whether a list of inputs gives "yes" under a name. */
export const isIn = (inputs: readonly Input[], name: string): boolean =>
  inputs.some((one) => one.name === name && one.value === true);

/** A text that a list of inputs gives under a name. */
export function textIn(inputs: readonly Input[], name: string): string | undefined {
  const value = inputs.find((one) => one.name === name)?.value;
  return typeof value === 'string' ? value : undefined;
}

/** The inputs of each thing, by what they are `of`, in order of first appearance. */
export function eachOf(inputs: readonly Input[]): Input[][] {
  const groups = new Map<string, Input[]>();
  for (const one of inputs) {
    if (one.of === undefined) continue;
    const group = groups.get(one.of);
    if (group) group.push(one);
    else groups.set(one.of, [one]);
  }
  return [...groups.values()];
}

/** Best value of a count that may be shown as its bounds. */
export const bestIn = (inputs: readonly Input[], name: string): number => {
  const value = inputs.find((one) => one.name === name)?.value;
  return isBounds(value) ? value.best : typeof value === 'number' ? value : 0;
};

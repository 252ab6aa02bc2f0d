import type { Language } from '#libs/domain';

/** A figure that another is worked out from. */
export interface Input {
  name: string;
  view: string;
  pointer: string;
  value: unknown;
}

/** Why a figure is what it is that is worked out: its formula, the figures that go into it, and the entries behind it. */
export interface Reason {
  pointer: string;
  value: unknown;
  formula: string;
  inputs: Input[];
  entries: number[];
}

/** How a figure comes about, in each language. */
export type Formula = Readonly<Record<Language, string>>;

/** What stands at a path in a document; undefined if nothing does. */
export function valueAt(of: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (at, name) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, name)
        ? (at as Record<string, unknown>)[name]
        : undefined,
    of,
  );
}

/** Revisions once each, lowest first. */
export const inOrder = (revisions: Iterable<number>): number[] => [...new Set(revisions)].toSorted((a, b) => a - b);

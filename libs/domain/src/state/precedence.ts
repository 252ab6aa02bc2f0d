import { isRemaining } from './base.js';
import type { MissionState } from './mission.js';
import { planned } from './planning.js';

/** That one base waits for another. */
export interface Arc {
  before: string;
  after: string;
}

/** Which bases wait for which: hubs for their satellites, and what dependencies say; of bases that the mission still has. */
export const arcsIn = (state: MissionState): Arc[] => [
  ...[...state.bases.values()].flatMap((base) =>
    base.hub !== undefined && isRemaining(base) ? [{ before: base.id, after: base.hub }] : [],
  ),
  ...planned(state, 'dependency'),
];

/** The bases on a cycle that one more arc would close, from its `after` round to it again; undefined if it closes none. */
export function cycleThrough(arcs: readonly Arc[], { before, after }: Arc): string[] | undefined {
  const next = new Map<string, string[]>();
  for (const arc of arcs) next.set(arc.before, [...(next.get(arc.before) ?? []), arc.after]);
  const cameFrom = new Map<string, string | undefined>([[after, undefined]]);
  for (const base of cameFrom.keys()) {
    if (base === before) return [...pathTo(before, cameFrom), after];
    for (const other of next.get(base) ?? []) if (!cameFrom.has(other)) cameFrom.set(other, base);
  }
  return undefined;
}

function pathTo(base: string, cameFrom: ReadonlyMap<string, string | undefined>): string[] {
  const path: string[] = [];
  for (let at: string | undefined = base; at !== undefined; at = cameFrom.get(at)) path.unshift(at);
  return path;
}

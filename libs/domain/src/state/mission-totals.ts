import { isWithin, nodeOf, type Node } from '../values/components.js';
import { measureOf, wholeOf } from '../ledger/measures.js';
import type { MissionState, MissionTotal } from './mission.js';
import type { Effective } from '../envelope/entry.js';
import type { FigureKind } from '../values/figure-kinds.js';

/**
 * Notes what the pace of a mission is judged by, after an entry of a day was folded: each total of (nearly) the whole
 * mission, and until there is one the last entry that moved people.
 */
export function noteMissionTotal(
  state: MissionState,
  entry: Effective,
  kinds: readonly FigureKind[],
  day: string,
  hasMoved: boolean,
): void {
  const { figures } = state;
  const node = kinds.includes('totals') ? totalOf(state, entry) : undefined;
  if (node !== undefined) {
    const ofDay = figures.named?.day === day ? figures.named.nodes : [];
    figures.named = { day, nodes: [...ofDay, node] };
    if (isNearlyAll(state, figures.named.nodes)) putTotal(state, figureAfter(state, entry, day));
  }
  const isWay = kinds.includes('crossings') || kinds.includes('transfers');
  if (isWay && hasMoved && figures.totals.length === 0) figures.lastMove = figureAfter(state, entry, day);
}

/** Whom a total that an entry states is of: one of the mission that was exact, or moved the best figure. */
function totalOf(state: MissionState, { entry }: Effective): Node | undefined {
  const total = state.totals.at(-1);
  if (total?.revision !== entry.revision || total.base !== undefined || total.measure === 'baseline') return undefined;
  const stands = total.effect === 'posted' || (total.effect === 'confirmed' && typeof total.count === 'number');
  return stands ? nodeOf(total.component, total.contingent) : undefined;
}

/** Whether components together hold at least four fifths of the baseline (best values). */
function isNearlyAll({ books }: MissionState, nodes: readonly Node[]): boolean {
  const whole = new Set(nodes.filter((node) => !nodes.some((other) => other !== node && isWithin(node, other))));
  const held = [...whole].reduce((sum, node) => sum + measureOf(books, 'baseline', node).best, 0);
  return 5 * held >= 4 * wholeOf(books, 'baseline');
}

const figureAfter = ({ books }: MissionState, { entry, at }: Effective, day: string): MissionTotal => ({
  day,
  at,
  revision: entry.revision,
  departed: wholeOf(books, 'departed'),
  present: wholeOf(books, 'present'),
});

/** A day has one total: what is stated later of the same day completes it. */
function putTotal({ figures: { totals } }: MissionState, total: MissionTotal): void {
  if (totals.at(-1)?.day === total.day) totals.set(totals.length - 1, total);
  else totals.push(total);
}

/** The figure that the pace goes by: the last total, or what stands for it; undefined if nobody said anything. */
export const lastFigure = ({ figures }: MissionState): MissionTotal | undefined =>
  figures.totals.at(-1) ?? figures.lastMove;

/** The last total at or before the end of a day. */
export const totalUntil = ({ figures }: MissionState, last: string): MissionTotal | undefined =>
  figures.totals.lastLeading(({ day }) => day <= last);

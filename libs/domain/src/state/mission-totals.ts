import { isWithin, nodeOf, type Node } from '../values/components.js';
import { measureOf, wholeOf } from '../ledger/measures.js';
import type { MissionState, MissionTotal } from './mission.js';
import type { Effective, EntryType } from '../envelope/entry.js';

/** Reports of people who went somewhere. */
const moves: ReadonlySet<EntryType> = new Set<EntryType>([
  'PersonnelArrived',
  'PersonnelRepatriated',
  'PersonnelReturned',
  'PersonnelSeparated',
  'ConvoyDeparted',
  'ConvoyArrived',
  'ConvoyTurnedBack',
  'CasualtiesEvacuated',
]);

/**
 * Notes what the pace of a mission is judged by, after an entry of a day was folded: each total of (nearly) the whole
 * mission, and until there is one the last entry that moved people.
 */
export function noteMissionTotal(state: MissionState, entry: Effective, day: string, hasMoved: boolean): void {
  const { figures } = state;
  const node = totalOf(state, entry);
  if (node !== undefined) {
    const ofDay = figures.named?.day === day ? figures.named.nodes : [];
    figures.named = { day, nodes: [...ofDay, node] };
    if (isNearlyAll(state, figures.named.nodes)) putTotal(state, figureAfter(state, entry, day));
  }
  const isMove = hasMoved && figures.totals.length === 0 && moves.has(entry.entry.type);
  if (isMove) figures.lastMove = figureAfter(state, entry, day);
}

/** Whom a total that an entry states is of: one of the mission that was exact, or moved the best figure. */
function totalOf(state: MissionState, { entry }: Effective): Node | undefined {
  const total = entry.type === 'StrengthReported' ? state.totals.at(-1) : undefined;
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

/** The figure that the pace goes by: the last total, or what stands for it; undefined where nobody said anything. */
export const lastFigure = ({ figures }: MissionState): MissionTotal | undefined =>
  figures.totals.at(-1) ?? figures.lastMove;

/** The last total at or before the end of a day. */
export const totalUntil = ({ figures }: MissionState, last: string): MissionTotal | undefined =>
  figures.totals.lastLeading(({ day }) => day <= last);

import { comparable, daysOf, isRemaining, planned, type MissionState } from '#libs/domain';
import { criticalPath } from './critical-path.js';
import { numberOf, planIn } from './from-mission.js';

/** What may be loose in a plan: each with those of whom it is so. */
export const qualityChecks = [
  'no-predecessor',
  'no-route',
  'no-load',
  'no-planned-date',
  'negative-slack',
  'hard-date',
  'date-in-the-past',
  'no-capacity',
] as const;

export type QualityCheck = (typeof qualityChecks)[number];

/** A loose end of a plan. */
export interface LooseEnd {
  check: QualityCheck;
  /** A base, a convoy, or a resource. */
  subject: string;
  entries: number[];
}

/** The loose ends of the plan of a mission that is open, as of an instant (milliseconds since 1970). */
export function looseEnds(state: MissionState, at: number): LooseEnd[] {
  const { plan, bases, arcEntries } = planIn(state, at);
  const times = criticalPath(plan);
  const ends: LooseEnd[] = [];
  const note = (check: QualityCheck, subject: string, ...entries: number[]): void =>
    void ends.push({ check, subject, entries: entries.toSorted((a, b) => a - b) });
  bases.forEach(({ base, loads }, index) => {
    const established = base.established.revision;
    const step = base.plan.history.at(-1)?.revision ?? established;
    const isLinked = plan.arcs.some(({ before, after }) => before === index || after === index);
    if (!isLinked) note('no-predecessor', base.id, established);
    if (loads.some(({ route }) => route === undefined)) note('no-route', base.id, established);
    if (loads.every(({ load }) => load === undefined)) note('no-load', base.id, established);
    const slack = times[index]?.slack ?? 0;
    if (slack < 0) {
      const behind = plan.arcs.flatMap(({ before }, arc) => (before === index ? [arcEntries[arc] ?? 0] : []));
      note('negative-slack', base.id, ...new Set([step, ...behind]));
    }
    if (base.plan.state !== 'scheduled') return note('no-planned-date', base.id, established);
    const { first, last } = daysOf(base.plan.on);
    // A single day leaves a schedule no room.
    if (first === last) note('hard-date', base.id, step);
    if (numberOf(last) < plan.today) note('date-in-the-past', base.id, step);
  });
  for (const convoy of state.convoys.values())
    if (convoy.state === 'planned' && convoy.departsOn !== undefined && numberOf(convoy.departsOn) < plan.today)
      note('date-in-the-past', convoy.id, convoy.began);
  const capacities = new Set(planned(state, 'capacity').map(({ resource }) => comparable(resource)));
  for (const { base, needs, revision } of planned(state, 'load')) {
    const held = state.bases.get(base);
    for (const { resource } of held && isRemaining(held) ? needs : [])
      if (!capacities.has(comparable(resource))) note('no-capacity', resource, revision);
  }
  return ends;
}

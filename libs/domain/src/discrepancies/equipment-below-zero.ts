import type { MissionState } from '../state/mission.js';
import { keyOf } from '../values/kept.js';
import { found, type Finding } from './found.js';

/** What a discrepancy about the whole mission's equipment is about. */
export const wholeMission = 'mission';

/** What one about a base is about: a base may have the id that stands for the whole mission, and one entry takes both below zero. */
const subjectOf = (base: string): string => (base === wholeMission ? keyOf.base(base) : base);

/** The places, and the mission as a whole, where more equipment of a category was disposed of than was counted; all if undefined. */
export function equipmentBelowZero({ equipment }: MissionState, subjects?: ReadonlySet<string>): Finding[] {
  const all: Finding[] = [];
  for (const { category, present, short } of equipment.values())
    for (const [place, { revision, at }] of short) {
      const subject = place === '' ? wholeMission : subjectOf(place);
      if (subjects && !subjects.has(subject) && !subjects.has(place)) continue;
      const figures = { category, missing: -(present.get(place)?.best ?? 0), ...(place !== '' && { base: place }) };
      all.push(found('equipment-below-zero', subject, [revision], at, figures));
    }
  return all;
}

/** How many they are. */
export function countOfEquipmentBelowZero({ equipment }: MissionState): number {
  let count = 0;
  for (const { short } of equipment.values()) count += short.size;
  return count;
}

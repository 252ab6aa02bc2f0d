import type { EquipmentBook, MissionState } from '../mission-state.js';

/** The book of a category of equipment, opened where it is new. */
export function equipmentOf(state: MissionState, category: string): EquipmentBook {
  const book = state.equipment.get(category) ?? { category, present: new Map(), disposals: [] };
  state.equipment.set(category, book);
  return book;
}

import { editEquipment } from '../editing.js';
import type { EquipmentBook, MissionState } from '../mission-state.js';
import { PagedList } from '../versioned/paged-list.js';

/** The book of a category of equipment, opened where it is new, for changing in place. */
export function equipmentOf(state: MissionState, category: string): EquipmentBook {
  let book = editEquipment(state, category);
  if (!book) state.equipment.set(category, (book = { category, present: new Map(), disposals: new PagedList() }));
  return book;
}

import { editEquipment } from '../editing.js';
import type { EquipmentBook, MissionState } from '../mission-state.js';
import { PagedList } from '../versioned/paged-list.js';
import { comparable } from '../words.js';

/** The book of a category of equipment, opened if it is new, for changing in place. */
export function equipmentOf(state: MissionState, category: string): EquipmentBook {
  const key = comparable(category);
  let book = editEquipment(state, key);
  if (!book) state.equipment.set(key, (book = { category, present: new Map(), disposals: new PagedList() }));
  return book;
}

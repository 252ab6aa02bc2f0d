import { editEquipment } from '../../state/copy-on-write.js';
import type { MissionState } from '../../state/mission.js';
import { PersistentList } from '#libs/persistent';
import { comparable } from '../../values/comparable.js';
import type { EquipmentBook } from '../../state/equipment.js';

/** The book of a category of equipment, opened if it is new, for changing in place. */
export function equipmentOf(state: MissionState, category: string): EquipmentBook {
  const key = comparable(category);
  let book = editEquipment(state, key);
  if (!book) {
    book = { category, present: new Map(), short: new Map(), disposals: new PersistentList() };
    state.equipment.set(key, book);
  }
  return book;
}

import { equipmentPresentOf, equipmentTotals, formatInstant, lastFigure, type MissionState } from '#libs/domain';
import { phaseOf } from '../rules/plans.js';
import { cells, touchedIn, type SetCell } from './cells.js';

/** The figures of the mission itself, of its totals and bases, and of equipment. */
export class ThingCells {
  constructor(private readonly set: SetCell) {}

  /** Notes what entries have changed since the last time; all there is where it begins anew. */
  note(state: MissionState, isAnew: boolean): void {
    const { mission, books, figures, series } = state;
    if (mission) {
      for (const field of ['name', 'startsOn', 'deadline', 'timeZone'] as const)
        this.set(cells.mission(field), mission[field]);
      const { archivedAt } = mission;
      this.set(cells.mission('archivedAt'), archivedAt !== undefined && formatInstant(archivedAt));
    }
    const last = lastFigure(state);
    this.set(cells.lastFigure('departed'), last?.departed);
    this.set(cells.lastFigure('present'), last?.present);
    this.set(cells.total, figures.totals.at(-1)?.departed);
    this.set(cells.departedPoint, books.departed.get('all')?.at(-1)?.bounds.best);
    this.set(cells.remainingBases, series.remainingBases);
    for (const id of touchedIn(state.bases, isAnew)) this.set(cells.phase(id), phaseOf(state.bases.get(id)));
    const touched = touchedIn(state.equipment, isAnew);
    if (touched.length > 0) this.noteEquipment(state, touched);
  }

  private noteEquipment(state: MissionState, touched: readonly string[]): void {
    const totals = equipmentTotals(state);
    for (const key of touched) {
      const book = state.equipment.get(key);
      if (!book) continue;
      this.set(cells.equipment(key, 'category'), book.category);
      this.set(cells.equipment(key, 'present'), equipmentPresentOf(book.present));
      this.set(cells.equipment(key, 'total'), totals.get(book.category));
      for (const [base, count] of book.present) this.set(cells.equipmentAt(key, base), count);
    }
  }
}

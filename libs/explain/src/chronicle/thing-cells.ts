import { equipmentPresentOf, equipmentTotals, formatInstant, lastFigure, type MissionState } from '#libs/domain';
import { phaseOf } from '../rules/plans.js';
import { cells, type SetCell } from './cells.js';

/** The figures of the mission itself, of its totals and bases, and of equipment. */
export class ThingCells {
  constructor(private readonly set: SetCell) {}

  /** Notes what entries have changed since the last time. */
  note(state: MissionState): void {
    this.noteMission(state);
    for (const id of state.bases.touched()) this.noteBase(state, id);
    const touched = state.equipment.touched();
    if (touched.length > 0) this.noteEquipment(state, touched);
  }

  /** Notes all there is. Yields now and then. */
  *begin(state: MissionState): Generator<undefined, void> {
    state.bases.touched();
    state.equipment.touched();
    this.noteMission(state);
    for (const id of state.bases.keys()) this.noteBase(state, id);
    yield undefined;
    this.noteEquipment(state, [...state.equipment.keys()]);
  }

  private noteBase(state: MissionState, id: string): void {
    this.set(cells.phase(id), phaseOf(state.bases.get(id)));
  }

  private noteMission(state: MissionState): void {
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

import {
  equipmentPresentOf,
  equipmentTotals,
  formatInstant,
  lastFigure,
  type Bounds,
  type MissionState,
} from '#libs/domain';
import { phaseOf } from '../rules/plans.js';
import { Cell, cells, type SetCell } from './cells.js';

const missionFields = ['name', 'startsOn', 'deadline', 'timeZone'] as const;

/** The figures of the mission itself, of its totals and bases, and of equipment. */
export class ThingCells {
  /** What there was of each category when it was looked at last. */
  private readonly equipment = new Map<string, ReadonlyMap<string, Bounds>>();
  private readonly mission: Readonly<Record<(typeof missionFields)[number] | 'archivedAt', Cell>>;
  private readonly lastFigure: Readonly<Record<'departed' | 'present', Cell>>;

  constructor(private readonly set: SetCell) {
    const ofMission = (field: string): Cell => new Cell(cells.mission(field), set);
    this.mission = {
      name: ofMission('name'),
      startsOn: ofMission('startsOn'),
      deadline: ofMission('deadline'),
      timeZone: ofMission('timeZone'),
      archivedAt: ofMission('archivedAt'),
    };
    const ofLast = (which: 'departed' | 'present'): Cell => new Cell(cells.lastFigure(which), set);
    this.lastFigure = { departed: ofLast('departed'), present: ofLast('present') };
  }

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
      for (const field of missionFields) this.mission[field].is(mission[field]);
      const { archivedAt } = mission;
      this.mission.archivedAt.is(archivedAt !== undefined && formatInstant(archivedAt));
    }
    const last = lastFigure(state);
    this.lastFigure.departed.is(last?.departed);
    this.lastFigure.present.is(last?.present);
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
      const before = this.equipment.get(key);
      for (const [base, count] of book.present)
        if (before?.get(base) !== count) this.set(cells.equipmentAt(key, base), count);
      this.equipment.set(key, new Map(book.present));
    }
  }
}

import { boundsOfLines, isOwn, legsOf, sumOf, type Incident, type MissionState } from '#libs/domain';
import { ownLosses, peopleOfToll } from '../rules/losses.js';
import { Cell, cells, wayFields, type SetCell } from './cells.js';

/** The figures of convoys and their legs, and of attacks and incidents. */
export class WayCells {
  private attacks = 0;
  private attackedConvoys = 0;
  private readonly convoys = new Map<string, { legs: number; attacks: number; bases: ReadonlySet<string> }>();

  private readonly casualties: Readonly<Record<'killed' | 'wounded', Cell>>;

  constructor(private readonly set: SetCell) {
    const all = (what: 'killed' | 'wounded'): Cell => new Cell(cells.casualties(what), set);
    this.casualties = { killed: all('killed'), wounded: all('wounded') };
  }

  /** Notes what entries have changed since the last time. */
  note(state: MissionState): void {
    const touched = new Set(state.convoys.touched());
    for (const id of touched) this.noteConvoy(state, id);
    for (const revision of state.incidents.touched()) {
      const { convoy } = this.noteIncident(state, revision) ?? {};
      if (convoy !== undefined) touched.add(convoy);
    }
    for (const id of touched) this.noteLosses(state, id);
    this.noteSums(state);
  }

  /** Notes all there is. Yields after each convoy and incident. */
  *begin(state: MissionState): Generator<undefined, void> {
    state.convoys.touched();
    state.incidents.touched();
    for (const id of state.convoys.keys()) {
      this.noteConvoy(state, id);
      this.noteLosses(state, id);
      yield undefined;
    }
    for (const revision of state.incidents.keys()) {
      this.noteIncident(state, revision);
      yield undefined;
    }
    this.noteSums(state);
  }

  private noteLosses(state: MissionState, id: string): void {
    const attacks = (state.convoys.get(id)?.attacks ?? []).map((revision) => state.incidents.get(revision));
    for (const what of ['killed', 'wounded'] as const) this.set(cells.convoy(id, what), ownLosses(attacks, what));
  }

  private noteSums(state: MissionState): void {
    this.set(cells.attacks, this.attacks);
    this.set(cells.attackedConvoys, this.attackedConvoys);
    for (const what of ['killed', 'wounded'] as const) this.casualties[what].is(state.casualties[what]);
  }

  private noteConvoy(state: MissionState, id: string): void {
    const convoy = state.convoys.get(id);
    if (!convoy) return;
    const { attacks } = convoy;
    const before = this.convoys.get(id) ?? { legs: 0, attacks: 0, bases: new Set<string>() };
    this.attacks += attacks.length - before.attacks;
    if (before.attacks === 0 && attacks.length > 0) this.attackedConvoys++;
    this.set(cells.convoy(id, 'id'), id);
    this.set(cells.convoy(id, 'attacked'), attacks.length);
    for (const field of wayFields) this.set(cells.convoy(id, field), convoy[field]);
    const legs = legsOf(convoy);
    const from = new Map<string, number>();
    for (const { from: base, attacked } of legs)
      if (base !== undefined) from.set(base, (from.get(base) ?? 0) + attacked);
    for (const base of before.bases) if (!from.has(base)) from.set(base, 0);
    for (const [base, attacked] of from) this.set(cells.attacksFrom(base, id), attacked);
    // Reports are of the leg that is under way, or of the last one that was.
    for (let place = Math.max(0, before.legs - 2); place < legs.length; place++) {
      const leg = legs[place];
      if (!leg) continue;
      for (const field of wayFields) this.set(cells.leg(id, place, field), leg[field]);
      this.set(cells.leg(id, place, 'attacked'), leg.attacked);
      this.set(cells.leg(id, place, 'people'), leg.people && boundsOfLines(leg.people));
    }
    this.convoys.set(id, { legs: legs.length, attacks: attacks.length, bases: new Set(from.keys()) });
  }

  private noteIncident(state: MissionState, revision: number): Incident | undefined {
    const incident = state.incidents.get(revision);
    if (!incident) return undefined;
    const { toll } = incident;
    const own = toll.filter(({ side }) => isOwn(side));
    for (const what of ['killed', 'wounded'] as const) this.set(cells.incident(revision, what), sumOf(own, what));
    for (const what of ['vehiclesDamaged', 'vehiclesLost'] as const)
      this.set(cells.incident(revision, what), incident[what]);
    const met = new Map<string, number>();
    for (const line of toll) {
      const people = peopleOfToll(line);
      const nth = met.get(people) ?? 0;
      met.set(people, nth + 1);
      for (const what of ['killed', 'wounded'] as const) this.set(cells.toll(revision, people, nth, what), line[what]);
    }
    return incident;
  }
}

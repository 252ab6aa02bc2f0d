import { emptyState, evolve, forkState, nodesOf, type Effective, type MissionState } from '#libs/domain';
import type { Moved } from '../figures.js';
import { deedOf } from '../sentences.js';
import { Changes } from './changes.js';
import { PeopleCells } from './people-cells.js';
import { ThingCells } from './thing-cells.js';
import { WayCells } from './way-cells.js';

/** A state of a fold after so many entries. */
export interface Along {
  size: number;
  state: MissionState;
}

/**
 * How figures that are followed through the fold changed, entry by entry, so that the log is folded once for all of them. It takes the
 * entries of a fold in their order; of those that it does not tell of it keeps only what they left behind.
 */
export class Chronicle {
  private state = emptyState();
  private changes = new Changes();
  private revisions: number[] = [];
  private instants: number[] = [];
  private deeds: string[] = [];
  private cells: readonly Pick<PeopleCells, 'note' | 'begin'>[];
  private isTelling = false;
  private isBehind = false;

  /** For these nodes of the population, which must be all that the entries name; it tells of the entries for which `tells` holds. */
  constructor(
    private readonly nodes: readonly string[],
    private readonly tells: (revision: number) => boolean = () => true,
  ) {
    this.cells = this.newCells();
  }

  /** How many entries it has taken. */
  get length(): number {
    return this.revisions.length;
  }

  /** Takes the next entry of the fold. */
  take(entry: Effective): void {
    const { revision } = entry.entry;
    const isTold = this.tells(revision);
    if (isTold) this.catchUp();
    evolve(this.state, entry);
    this.revisions.push(revision);
    this.instants.push(entry.at);
    this.deeds.push(deedOf(entry));
    if (isTold) this.note(true);
    else this.isBehind = true;
  }

  /** The state that it has come to, from which it can go on where it has gone back to it. */
  along(): Along {
    this.catchUp();
    return { size: this.length, state: forkState(this.state) };
  }

  /**
   * Goes back to where it had taken so many entries, or to the last of some states along the same fold that lies before that, and answers how
   * many it then has. Yields now and then.
   */
  *goBack(length: number, states: readonly Along[]): Generator<undefined, number> {
    const { size: back, state } = states.findLast(({ size }) => size <= length) ?? { size: 0, state: emptyState() };
    for (const list of [this.revisions, this.instants, this.deeds]) list.length = back;
    this.changes.goBack(back);
    this.state = forkState(state);
    this.cells = this.newCells();
    this.isBehind = false;
    this.isTelling = false;
    if (back > 0) for (const some of this.cells) yield* some.begin(this.state);
    return back;
  }

  /** How many of its entries a test holds for, where it holds for none after one that it does not hold for. */
  leading(test: (revision: number) => boolean): number {
    let [low, high] = [0, this.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (test(this.revisions[middle] ?? -1)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The revision of the last entry that it has taken. */
  get last(): number | undefined {
    return this.revisions.at(-1);
  }

  /** Another one with the same beginning: as far as it can go back to so many entries. Yields now and then. */
  *branch(length: number, states: readonly Along[]): Generator<undefined, Chronicle> {
    const branch = new Chronicle(this.nodes, this.tells);
    branch.changes = this.changes.branch(length);
    branch.revisions = this.revisions.slice(0, length);
    branch.instants = this.instants.slice(0, length);
    branch.deeds = this.deeds.slice(0, length);
    yield* branch.goBack(length, states);
    return branch;
  }

  /** The nodes of the population that entries have named and that it does not know. */
  get unknownNodes(): string[] {
    return nodesOf(this.state.books).filter((node) => !this.nodes.includes(node));
  }

  /** How the figure of a cell changed, by entries up to an instant (milliseconds since 1970, inclusive). */
  movesOf(cell: string, until: number): Moved<unknown>[] {
    const moves: Moved<unknown>[] = [];
    for (const { place, before, after } of this.changes.of(cell)) {
      if ((this.instants[place] ?? 0) > until) break;
      moves.push({ revision: this.revisions[place] ?? -1, before, after });
    }
    return moves;
  }

  /** What each of some entries did to a count that it changed, after a number: "675 repatriated". */
  deedsOf(revisions: { has(revision: number): boolean }): Map<number, string> {
    const deeds = new Map<number, string>();
    for (const [place, revision] of this.revisions.entries())
      if (revisions.has(revision)) deeds.set(revision, this.deeds[place] ?? '');
    return deeds;
  }

  private catchUp(): void {
    if (this.isBehind) this.note(false);
  }

  private note(isTelling: boolean): void {
    this.isTelling = isTelling;
    this.isBehind = false;
    for (const some of this.cells) some.note(this.state);
  }

  private newCells() {
    const set = (cell: string, value: unknown): void => this.changes.note(cell, value, this.length - 1, this.isTelling);
    return [new PeopleCells(this.nodes, set), new WayCells(set), new ThingCells(set)];
  }
}

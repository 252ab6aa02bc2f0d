import {
  codesOf,
  contingentOf,
  exactAt,
  figuring,
  homeSince,
  isGone,
  isPlace,
  KeptRanges,
  lineCounts,
  namedAt,
  presentOf,
  sumOver,
  tidy,
  peopleAt,
  zero,
  type Bounds,
  type Figures,
  type Measure,
  type MissionState,
} from '#libs/domain';
import { isSame } from '../figures.js';
import { Cell, cells, type SetCell } from './cells.js';
import { Sum } from './sum.js';

const gone = ['departed', 'separated', 'died'] as const;
const measures: readonly Measure[] = ['baseline', 'present', ...gone];
const kinds = ['base', 'convoy', 'medical'] as const;

/** What was noted of an account when it was looked at last. */
interface Noted {
  /** The names of the cells of its nodes, put together once. */
  names: readonly string[];
  people: Bounds | undefined;
  nodes: readonly Bounds[];
  lines: ReadonlyMap<string, Bounds>;
  codes: ReadonlyMap<string, Bounds>;
  /** The contributors of whom somebody is booked there by name. */
  holds: readonly string[];
}

/** One node of the population: those who are at places, and its figures. */
interface Part {
  node: string;
  placed: Sum;
  figures: readonly (readonly [Measure, Cell])[];
  unplaced: Cell;
}

/** One contributor: its figures. */
interface Contributor {
  code: string;
  isNamed: Cell;
  homeSince: Cell;
  present: Cell;
  elsewhere: Cell;
  gone: readonly (readonly [Measure, Cell, Cell])[];
}

const nothing: Noted = { names: [], people: undefined, nodes: [], lines: new Map(), codes: new Map(), holds: [] };

/**
 * The figures of people, as books grow: of an account that nothing touched no figure is worked out again.
 */
export class PeopleCells {
  private readonly accounts = new Map<string, Noted>();
  private readonly kinds: ReadonlyMap<string, { sum: Sum; cell: Cell }>;
  private readonly parts: readonly Part[];
  private readonly ranges = new KeptRanges();
  /** Those of the books as they were noted last. */
  private figures: Figures | undefined;
  /** Of each contributor, those who are at places, and how many places hold somebody by name. */
  private readonly there = new Map<string, Sum>();
  private readonly holders = new Map<string, number>();
  /** Of all nodes, and the nodes of each that there are by now. */
  private readonly contributors: readonly Contributor[];
  private codes: ReadonlyMap<string, readonly string[]> = new Map();
  private branches = 0;
  private changes = -1;

  /** For these nodes of the population, which are all that there will be. */
  constructor(
    private readonly nodes: readonly string[],
    private readonly set: SetCell,
  ) {
    const cell = (name: string): Cell => new Cell(name, set);
    this.kinds = new Map(kinds.map((kind) => [kind, { sum: new Sum(), cell: cell(cells.kind(kind)) }]));
    this.parts = nodes.map((node) => ({
      node,
      placed: new Sum(),
      figures: measures.map((measure) => [measure, cell(cells.measure(measure, node))]),
      unplaced: cell(cells.held('unallocated', node)),
    }));
    this.contributors = [...new Set(nodes.flatMap((node) => contingentOf(node) ?? []))].map((code) => ({
      code,
      isNamed: cell(cells.isNamed(code)),
      homeSince: cell(cells.homeSince(code)),
      present: cell(cells.code(code, 'present')),
      elsewhere: cell(cells.whereabouts(code, 'unallocated')),
      gone: gone.map((measure) => [measure, cell(cells.code(code, measure)), cell(cells.whereabouts(code, measure))]),
    }));
  }

  /** Notes what entries have changed since the last time. */
  note(state: MissionState): void {
    const touched = state.books.accounts.touched();
    if (touched.length === 0 && state.books.changes === this.changes) return;
    for (const name of touched) this.noteAccount(state, name);
    this.noteRest(state);
  }

  /** Notes all there is. Yields after each account. */
  *begin(state: MissionState): Generator<undefined, void> {
    state.books.accounts.touched();
    for (const name of state.books.accounts.keys()) {
      this.noteAccount(state, name);
      yield undefined;
    }
    this.noteRest(state);
  }

  private noteRest(state: MissionState): void {
    const { changes } = state.books;
    this.noteTree(state.books);
    this.noteParts(state, changes !== this.changes);
    this.noteWhole(state);
    this.changes = changes;
  }

  private noteAccount(state: MissionState, name: string): void {
    if (name === 'unallocated' || isGone(name)) return;
    const known = this.accounts.get(name);
    const before = known ?? nothing;
    const isAPlace = isPlace(name);
    const exact = exactAt(state.books, name);
    const held = peopleAt(state.books, name, exact);
    const now: Noted = {
      names: known?.names ?? this.nodes.map((node) => cells.held(name, node)),
      people: held('all'),
      nodes: this.nodes.map(held),
      lines: lineCounts(state, name, exact),
      codes: isAPlace ? namedAt(state.books, name, held) : nothing.codes,
      holds: isAPlace ? codesBookedIn(state, name) : nothing.holds,
    };
    if (state.books.accounts.has(name)) this.accounts.set(name, now);
    else this.accounts.delete(name);
    this.setAccount(name, before, now);
    if (!isAPlace) return;
    this.count(name, before, -1);
    this.count(name, now, 1);
  }

  private setAccount(name: string, before: Noted, now: Noted): void {
    for (const [place, cell] of now.names.entries())
      if (!isSame(before.nodes[place] ?? zero, now.nodes[place])) this.set(cell, now.nodes[place]);
    for (const node of new Set([...before.lines.keys(), ...now.lines.keys()])) {
      this.set(cells.line(name, node), now.lines.get(node));
      this.set(cells.isLine(name, node), now.lines.has(node) || undefined);
    }
    for (const code of new Set([...before.codes.keys(), ...now.codes.keys()]))
      this.set(cells.whereabouts(code, name), tidy(now.codes.get(code) ?? zero));
  }

  /** Counts what a place adds to sums (`sign` 1), or no longer adds (-1). */
  private count(name: string, { people, nodes, codes, holds }: Noted, sign: 1 | -1): void {
    if (people) this.kinds.get(name.slice(0, name.indexOf('/')))?.sum.move(people, sign);
    for (const [place, bounds] of nodes.entries()) this.parts[place]?.placed.move(bounds, sign);
    for (const [code, bounds] of codes) {
      let sum = this.there.get(code);
      if (!sum) this.there.set(code, (sum = new Sum()));
      sum.move(bounds, sign);
    }
    for (const code of holds) this.holders.set(code, (this.holders.get(code) ?? 0) + sign);
  }

  /** The figures of places, and of the whole mission where nothing that is shared has to do with them. */
  private noteWhole(state: MissionState): void {
    for (const { sum, cell } of this.kinds.values()) cell.is(tidy(sum.bounds));
    for (const one of this.contributors) {
      const nodes = this.codes.get(one.code);
      one.isNamed.is(nodes !== undefined || undefined);
      // Nobody of a contributor that no entry has named yet was reported home.
      const isHere = !nodes || (this.holders.get(one.code) ?? 0) > 0;
      one.homeSince.is(isHere ? null : homeSince(state, one.code, [...nodes]));
    }
  }

  /** The figures of its parts, and those bounds that go by them: people told above a part are shared among those below it. */
  private noteParts({ books }: MissionState, isTold: boolean): void {
    if (isTold || !this.figures) this.figures = figuring(books, this.ranges.of(books));
    const { figures } = this;
    for (const part of this.parts) {
      if (isTold) for (const [measure, cell] of part.figures) cell.is(figures(measure, part.node));
      part.unplaced.is(this.unplaced(figures, part));
    }
    for (const one of this.contributors) {
      const nodes = this.codes.get(one.code);
      if (nodes) this.noteContributor(one, nodes, figures);
    }
  }

  private noteContributor(one: Contributor, nodes: readonly string[], figures: Figures): void {
    const there = this.there.get(one.code)?.bounds ?? zero;
    const present = sumOver(figures, 'present', nodes);
    one.present.is(tidy(presentOf(figures, nodes, new Map([['', there]]))));
    const elsewhere = present.best > there.best ? tidy(less(present, there)) : zero;
    one.elsewhere.is(tidy(elsewhere));
    for (const [measure, all, whereabouts] of one.gone) {
      const people = tidy(sumOver(figures, measure, nodes));
      all.is(people);
      whereabouts.is(people.best === 0 ? zero : people);
    }
  }

  private unplaced(figures: Figures, { node, placed }: Part): Bounds {
    return tidy(less(figures('present', node), placed.bounds));
  }

  private noteTree(books: MissionState['books']): void {
    let branches = 0;
    for (const children of books.tree.values()) branches += children.length;
    if (branches !== this.branches) [this.branches, this.codes] = [branches, codesOf(books)];
  }
}

/** Some people without others: the least remains when the most left. */
const less = (all: Bounds, some: Bounds): Bounds => ({
  low: some.high === null ? 0 : all.low - some.high,
  best: all.best - some.best,
  high: all.high === null ? null : all.high - some.low,
});

function codesBookedIn({ books }: MissionState, name: string): string[] {
  const codes = new Set<string>();
  for (const [node, { best }] of books.accounts.get(name)?.own ?? []) {
    const code = best > 0 ? contingentOf(node) : undefined;
    if (code !== undefined) codes.add(code);
  }
  return [...codes];
}

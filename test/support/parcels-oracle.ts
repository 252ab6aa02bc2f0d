import { fold, measureOf, type Entry } from '#libs/domain';
import {
  accounts,
  add,
  ancestorsOf,
  gone,
  isWithin,
  mayBe,
  shareOut,
  spread,
  sum,
  type Account,
  type Parcel,
} from './parcels-spread.js';

type OracleMeasure = Account | 'present';
type Count = number | { about: number } | { atLeast: number } | { atMost: number };

const bestOf = (count: Count): number => (typeof count === 'number' ? count : (Object.values(count)[0] ?? 0));

/**
 * The ruling on totals of parts written down once more, from its text alone, for comparison: lists of parcels, and
 * everything recomputed at each question. Slow on purpose, and without anything that could be clever and wrong.
 */
class ParcelsOracle {
  readonly nodes = new Set<string>(['all']);
  private parcels: Parcel[] = [];
  private readonly baselineTotals = new Set<string>();
  private age = 0;
  /** Who is at each base, by node. */
  private readonly bases = new Map<string, Map<string, number>>();

  /** Takes an entry; entries come in the order in which they fold. */
  take({ type, data }: Pick<Entry, 'type' | 'data'>): void {
    const said = data as Said;
    for (const line of said.strength ?? []) this.tell('baseline', this.name(line), bestOf(line.count));
    for (const line of said.lines ?? []) {
      if (type === 'PersonnelArrived') this.tell('arrived', this.name(line), bestOf(line.count));
      if (type === 'PersonnelRepatriated') this.leave('departed', this.name(line), bestOf(line.count), said.from);
      if (type === 'PersonnelSeparated') this.leave('separated', this.name(line), bestOf(line.count), said.from);
    }
    for (const { killed, ...whom } of said.casualties ?? [])
      this.leave('died', this.name(whom), bestOf(killed), said.base);
    const came = type === 'PersonnelArrived' ? said.lines : said.garrison;
    for (const line of came ?? []) add(this.peopleAt(said.base), this.name(line), bestOf(line.count));
    if (type === 'StrengthReported' && said.base === undefined) {
      const node = this.name(said);
      if (said.measure === 'departed') this.departedTotal(node, bestOf(said.count));
      if (said.measure === 'present') this.presentTotal(node, bestOf(said.count));
      if (said.measure === 'baseline') this.baselineTotal(node, bestOf(said.count));
    }
    this.moveLost();
  }

  /** The best value of a measure at a node. */
  figure(measure: OracleMeasure, node: string): number {
    const { own } = spread(this.parcels);
    const of = (account: Account): number =>
      sum([...(own.get(account) ?? [])].map(([at, amount]) => (isWithin(at, node) ? amount : 0)));
    if (measure !== 'present') return of(measure);
    return of('baseline') + of('arrived') - sum(gone.map(of));
  }

  private name({ component, contingent }: Whom): string {
    const node = contingent === undefined ? component : `${component}@${contingent}`;
    for (const one of [node, ...ancestorsOf(node)]) this.nodes.add(one);
    return node;
  }

  private peopleAt(base = ''): Map<string, number> {
    const people = this.bases.get(base) ?? new Map<string, number>();
    this.bases.set(base, people);
    return people;
  }

  private tell(account: Account, node: string, amount: number, more?: Partial<Parcel>): void {
    if (amount === 0) return;
    const among = this.there(account, node);
    this.parcels.push({ account, node, amount, age: this.age++, not: new Set(), among, ...more });
  }

  /** Tells of people who are gone; of those told to be at the base that they left, if anybody. */
  private leave(account: Account, node: string, amount: number, base: string | undefined): void {
    const people = this.peopleAt(base);
    const among = new Map([...people].filter(([at, there]) => there > 0 && isWithin(at, node)));
    if (base === undefined || among.size === 0) this.tell(account, node, amount);
    else this.tell(account, node, amount, { among });
    const shares = shareOut({ account, node, amount, age: 0, not: new Set(), among }, people);
    for (const [at, share] of shares) add(people, at, -share);
  }

  private told(account: Account, node: string): number {
    return sum(this.parcels.filter((p) => p.account === account && isWithin(p.node, node)).map((p) => p.amount));
  }

  private toldAtItself(account: Account, node: string): number {
    return sum(this.parcels.filter((p) => p.account === account && p.node === node).map((p) => p.amount));
  }

  /** Who is there now, at a node and below it. */
  private there(account: Account, top: string): Map<string, number> {
    const { left } = spread(this.parcels);
    const people = (node: string): number =>
      account === 'baseline' ? this.toldAtItself(account, node) : (left.get(node) ?? 0);
    const nodes = [...this.nodes].filter((node) => isWithin(node, top));
    return new Map(nodes.map((node) => [node, Math.max(0, people(node))]));
  }

  private above(account: Account, part: string): Parcel[] {
    const nearest = ancestorsOf(part);
    return this.parcels
      .filter((p) => p.account === account && nearest.includes(p.node))
      .toSorted((a, b) => nearest.indexOf(a.node) - nearest.indexOf(b.node) || a.age - b.age);
  }

  /** Moves a piece of a parcel down to a part. */
  private piece(from: Parcel, part: string, amount: number): void {
    if (amount === 0) return;
    from.amount -= amount;
    const within = (node: string): boolean => isWithin(node, part);
    const among = new Map([...from.among].filter(([node]) => within(node)));
    const not = new Set([...from.not].filter((node) => node !== part && within(node)));
    this.parcels.push({ ...from, node: part, amount, among, not });
    this.parcels = this.parcels.filter((p) => p.amount !== 0);
  }

  /** Moves as much as there is of these parcels; returns what is still missing. */
  private moveDown(part: string, missing: number, from: Parcel[]): number {
    const sign = Math.sign(missing);
    const ofSign = from.filter((p) => Math.sign(p.amount) === sign);
    const ordered = [...ofSign.filter((p) => mayBe(p, part)), ...ofSign.filter((p) => !mayBe(p, part))];
    for (const p of ordered) {
      const amount = sign * Math.min(Math.abs(missing), Math.abs(p.amount));
      this.piece(p, part, amount);
      missing -= amount;
    }
    return missing;
  }

  private exclude(account: Account, part: string): void {
    for (const p of this.above(account, part)) p.not.add(part);
  }

  /** Parcels of the baseline above a part, up to the nearest ancestor whose baseline was a total. */
  private baselineAbove(part: string): Parcel[] {
    const ancestors = ancestorsOf(part);
    const last = ancestors.findIndex((node) => this.baselineTotals.has(node));
    const within = last === -1 ? ancestors : ancestors.slice(0, last + 1);
    return this.above('baseline', part).filter((p) => within.includes(p.node));
  }

  private departedTotal(node: string, total: number): void {
    const missing = total - this.told('departed', node);
    if (missing < 0) return;
    this.tell('departed', node, this.moveDown(node, missing, this.above('departed', node)));
    this.exclude('departed', node);
  }

  private presentTotal(node: string, total: number): void {
    const there =
      this.told('baseline', node) + this.told('arrived', node) - sum(gone.map((one) => this.told(one, node)));
    let tooMany = there - total;
    const { shares } = spread(this.parcels);
    for (const account of ['died', 'separated'] as const) {
      for (const p of this.above(account, node)) {
        const share = sum([...(shares.get(p) ?? [])].map(([at, amount]) => (isWithin(at, node) ? amount : 0)));
        const amount = Math.max(0, Math.min(share, tooMany));
        this.piece(p, node, amount);
        tooMany -= amount;
      }
    }
    if (tooMany > 0) this.tell('departed', node, this.moveDown(node, tooMany, this.above('departed', node)));
    if (tooMany < 0) {
      const baseline = this.baselineTotals.has(node) ? [] : this.baselineAbove(node);
      const missing = this.moveDown(node, -tooMany, baseline);
      this.tell('arrived', node, this.moveDown(node, missing, this.above('arrived', node)));
    }
    for (const account of accounts) this.exclude(account, node);
  }

  private baselineTotal(node: string, total: number): void {
    const missing = total - this.told('baseline', node);
    const rest = this.moveDown(node, missing, this.baselineAbove(node));
    const keeper = ancestorsOf(node).find((one) => this.baselineTotals.has(one));
    if (keeper !== undefined && rest !== 0) {
      const settled = [...this.baselineTotals].filter((one) => one !== keeper && isWithin(one, keeper));
      const not = new Set([node, ...settled]);
      const others = [...this.nodes].filter(
        (one) => isWithin(one, keeper) && ![...not].some((part) => isWithin(one, part)),
      );
      const reach = Math.max(0, sum(others.map((one) => this.toldAtItself('baseline', one))));
      this.tell('baseline', keeper, rest < 0 ? -rest : -Math.min(rest, reach), { not });
    }
    this.tell('baseline', node, rest);
    this.setOff(node);
    this.exclude('baseline', node);
    this.baselineTotals.add(node);
  }

  /** Sets parcels of the baseline at a node itself off against those of the other sign there, the oldest first. */
  private setOff(node: string): void {
    const at = (sign: number): Parcel | undefined =>
      this.parcels
        .filter((p) => p.account === 'baseline' && p.node === node && Math.sign(p.amount) === sign)
        .toSorted((a, b) => a.age - b.age)[0];
    for (let more = at(1), less = at(-1); more && less; more = at(1), less = at(-1)) {
      const amount = Math.min(more.amount, -less.amount);
      more.amount -= amount;
      less.amount += amount;
      this.parcels = this.parcels.filter((p) => p.amount !== 0);
    }
  }

  /** Whoever was lost beyond what is told of a part was in the undivided baseline above it. */
  private moveLost(): void {
    const depth = (node: string): number => ancestorsOf(node).length;
    const deepest = [...this.nodes].toSorted((a, b) => depth(b) - depth(a) || (a < b ? -1 : 1));
    for (const node of deepest.filter((one) => !this.baselineTotals.has(one))) {
      const lost = sum(gone.map((one) => this.told(one, node)));
      const missing = lost - this.told('baseline', node) - this.told('arrived', node);
      if (missing > 0)
        this.moveDown(
          node,
          missing,
          this.baselineAbove(node).filter((p) => mayBe(p, node)),
        );
    }
  }
}

interface Whom {
  component: string;
  contingent?: string;
}
interface Line extends Whom {
  count: Count;
}
/** What entries say that the oracle reads. */
interface Said extends Line {
  strength?: Line[];
  lines?: Line[];
  garrison?: Line[];
  casualties?: (Whom & { killed: Count })[];
  base?: string;
  from?: string;
  measure?: OracleMeasure;
}

const measures = [...accounts, 'present'] as const;

/** Where the books show another best value than the oracle, of any measure, at any node. */
export function differences(entries: readonly Entry[]): string[] {
  const oracle = new ParcelsOracle();
  for (const entry of entries) oracle.take(entry);
  const { books } = fold(entries).state;
  return measures.flatMap((measure) =>
    [...oracle.nodes].flatMap((node) => {
      const [ours, shown] = [oracle.figure(measure, node), measureOf(books, measure, node).best];
      return ours === shown ? [] : [`${measure} of ${node}: ${ours}, shown as ${shown}`];
    }),
  );
}

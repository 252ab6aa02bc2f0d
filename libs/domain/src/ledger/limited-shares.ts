import type { PersistentList, PersistentMap } from '#libs/persistent';
import type { Node } from '../values/components.js';
import type { Books } from './accounts.js';
import { placeOfKey } from './parcel-key.js';
import { populationOf } from './parcels.js';
import { goneAccounts, type Parcel, type Population, type Told, type Weights } from './population.js';
import { SharingOrder } from './sharing-order.js';
import type { Sharing } from './sharing-run.js';

/** People at one node itself, not at those below it (best values): told there, and the shares that fell to it. */
export type Figures = Readonly<Record<Told, number>>;

/** The figures of each node itself. */
export type Exact = (node: Node) => Figures;

/**
 * Shares within limits: nobody gives more than there are. The parcels with the fewest candidates are shared first, then the oldest. It
 * follows books: asked again, it shares anew only what comes out otherwise than it did.
 */
export class LimitedShares {
  private readonly places = new Map<Node, number>();
  private readonly nodes: Node[] = [];
  /** The parcels that it has taken in. */
  private taken: PersistentMap<string, PersistentList<Parcel>> | undefined;
  private readonly baselines = new SharingOrder((a, b) => this.compare(a, b));
  private readonly gone = new SharingOrder((a, b) => this.compare(a, b));

  /** The figures of books that it has followed from the beginning. How each parcel is shared is noted in `shares`. */
  of(books: Books, shares?: Map<Parcel, Weights>): Exact {
    if (this.nodes.length < books.population.size)
      for (const node of books.population.keys()) {
        if (this.places.has(node)) continue;
        this.places.set(node, this.nodes.length);
        this.nodes.push(node);
      }
    this.follow(books);
    const figures = this.nodes.map((node) => alone(populationOf(books, node)));
    const placeOf = (node: Node): number => this.placeOf(node);
    // A baseline gives at the most what was told there.
    const baselines = figures.map(({ baseline }) => baseline);
    const give =
      (sign: 1 | -1) =>
      ({ place, account, people }: { place: number; account: Told; people: number }) => {
        const at = figures[place];
        if (at) at[account] += sign * people;
      };
    this.baselines.share(baselines, placeOf, give(-1), shares);
    this.gone.share(figures.map(left), placeOf, give(1), shares);
    const { places } = this;
    return (node) => figures[places.get(node) ?? -1] ?? alone(populationOf(books, node));
  }

  /** Whoever is told of, or has a share, is known to the population. */
  private placeOf(node: Node): number {
    return this.places.get(node) as number;
  }

  /** Takes in what has come and gone since the last time. */
  private follow(books: Books): void {
    const before = this.taken;
    // From here on, whoever changes a list puts another one in its place.
    this.taken = books.parcels.fork();
    const all: Record<'baselines' | 'gone', Sharing[]> = { baselines: [], gone: [] };
    for (const [key, list] of this.taken) {
      const was = before?.get(key);
      if (was === list) continue;
      const [node, account] = placeOfKey(key);
      if (account === 'arrived') continue;
      const order = account === 'baseline' ? 'baselines' : 'gone';
      const sharing = (parcels: Parcel[]): Sharing[] =>
        parcels.filter(({ candidates }) => candidates > 1).map((parcel) => ({ account, node, parcel }));
      if (!before) {
        all[order].push(...sharing([...list]));
        continue;
      }
      const { gone, come } = apart(was, list);
      for (const one of sharing(gone)) this[order].remove(one);
      for (const one of sharing(come)) this[order].add(one);
    }
    if (before) return;
    this.baselines.begin(all.baselines);
    this.gone.begin(all.gone);
  }

  /** Those with the fewest candidates first, then the oldest; pieces of one parcel go by where they are. */
  private compare(a: Sharing, b: Sharing): number {
    return (
      a.parcel.candidates - b.parcel.candidates ||
      a.parcel.age - b.parcel.age ||
      this.placeOf(a.node) - this.placeOf(b.node) ||
      accounts.indexOf(a.account) - accounts.indexOf(b.account)
    );
  }
}

const accounts: readonly Told[] = goneAccounts;

/**
 * What a list of parcels has that it had not, and no more has. Those of the same age as one that came or went are in both, so that they
 * come again in the order that they have now.
 */
function apart(
  was: PersistentList<Parcel> | undefined,
  list: PersistentList<Parcel>,
): { gone: Parcel[]; come: Parcel[] } {
  const before = was?.length ?? 0;
  let [first, last] = was ? list.inCommon(was) : [0, 0];
  const isOfAge = (place: number, of: number | undefined): boolean => list.at(place)?.age === of;
  while (first > 0 && (isOfAge(first - 1, list.at(first)?.age) || isOfAge(first - 1, was?.at(first)?.age))) first--;
  const end = (): number => list.length - last;
  while (last > 0 && (isOfAge(end(), list.at(end() - 1)?.age) || isOfAge(end(), was?.at(before - last - 1)?.age)))
    last--;
  const some = (of: PersistentList<Parcel> | undefined, until: number): Parcel[] => {
    const parcels: Parcel[] = [];
    for (let place = first; place < until; place++) parcels.push(of?.at(place) as Parcel);
    return parcels;
  };
  return { gone: some(was, before - last), come: some(list, list.length - last) };
}

/** Those of a node whom no parcel of several candidates could change. */
const alone = ({ baseline, arrived, departed, separated, died }: Readonly<Population>): Record<Told, number> => ({
  baseline: baseline.held + baseline.fallen - baseline.several,
  arrived: arrived.held,
  departed: departed.fallen - departed.several,
  separated: separated.fallen - separated.several,
  died: died.fallen - died.several,
});

/** Whom a node still has. */
export const left = ({ baseline, arrived, departed, separated, died }: Figures): number =>
  baseline + arrived - departed - separated - died;

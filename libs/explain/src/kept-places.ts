import {
  isPlace,
  peopleIn,
  placeKinds,
  tidy,
  type Account,
  type Bounds,
  type MissionState,
  type PlaceKind,
} from '#libs/domain';
import { Sum } from './chronicle/sum.js';

/** How many people are at places of each kind, as books grow: of a place that nothing touched nothing is worked out again. */
export class KeptPlaces {
  private readonly known = new Map<string, { account: Account; people: Bounds }>();
  private readonly sums = new Map<string, Sum>(placeKinds.map((kind) => [kind, new Sum()]));

  /** The people of all places of a kind, as long as nothing is booked; asked always of the same state. */
  of({ books }: MissionState): (kind: PlaceKind) => Bounds {
    // From here on, whoever changes an account puts another one in its place.
    const accounts = books.accounts.fork();
    for (const name of this.known.keys()) if (!accounts.has(name)) this.forget(name);
    for (const [name, account] of accounts) {
      if (!isPlace(name) || this.known.get(name)?.account === account) continue;
      this.forget(name);
      const people = peopleIn(books, name);
      this.known.set(name, { account, people });
      this.sumOf(name)?.move(people, 1);
    }
    return (kind) => tidy(this.sums.get(kind)?.bounds ?? { low: 0, best: 0, high: 0 });
  }

  private forget(name: string): void {
    const { people } = this.known.get(name) ?? {};
    if (people) this.sumOf(name)?.move(people, -1);
    this.known.delete(name);
  }

  private sumOf(name: string): Sum | undefined {
    return this.sums.get(name.slice(0, name.indexOf('/')));
  }
}

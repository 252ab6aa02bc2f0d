import { isPlace, peopleIn, placeKinds, tidy, type Bounds, type MissionState, type PlaceKind } from '#libs/domain';
import { Sum } from './chronicle/sum.js';

/** How many people are at places of each kind, as books grow: of a place that nothing touched nothing is worked out again. */
export class KeptPlaces {
  private readonly known = new Map<string, Bounds>();
  private accounts: MissionState['books']['accounts'] | undefined;
  private readonly sums = new Map<string, Sum>(placeKinds.map((kind) => [kind, new Sum()]));
  private readonly sum = new Sum();

  /** The people of all places, as far as those of a kind were asked for last. */
  get all(): Bounds {
    return this.sum.bounds;
  }

  /** The people of all places of a kind, as long as nothing is booked; asked always of the same state. */
  of({ books }: MissionState): (kind: PlaceKind) => Bounds {
    // From here on, whoever changes an account puts another one in its place.
    const accounts = books.accounts.fork();
    for (const name of accounts.changedSince(this.accounts)) {
      if (!isPlace(name)) continue;
      this.move(name, -1);
      if (accounts.has(name)) this.known.set(name, peopleIn(books, name));
      else this.known.delete(name);
      this.move(name, 1);
    }
    this.accounts = accounts;
    return (kind) => tidy(this.sums.get(kind)?.bounds ?? { low: 0, best: 0, high: 0 });
  }

  /** Counts a place in its sum (`sign` 1), or no longer (-1). */
  private move(name: string, sign: 1 | -1): void {
    const people = this.known.get(name);
    if (!people) return;
    this.sums.get(name.slice(0, name.indexOf('/')))?.move(people, sign);
    this.sum.move(people, sign);
  }
}

import {
  figuring,
  holding,
  isGone,
  minus,
  notPlacedIn,
  peopleOf,
  tidy,
  type Bounds,
  type ByNode,
  type Figures,
  type KeptRanges,
  type MissionState,
  type PlaceKind,
} from '#libs/domain';
import type { KeptPlaces } from './kept-places.js';

/** What is kept of one state to the next as it grows. */
export interface KeptFigures {
  ranges: KeptRanges;
  places: KeptPlaces;
}

/** What figures of one state have in common, worked out once for all of them that are looked at after an entry. */
export class StateFigures {
  private known: Figures | undefined;
  private readonly accounts = new Map<string, ByNode>();
  private placed: ((kind: PlaceKind) => Bounds) | undefined;

  /** Nobody may change the state as long as this is used. What was kept is of the same state, as it was before. */
  constructor(
    private readonly state: MissionState,
    private readonly kept?: KeptFigures,
  ) {}

  /** The figures of all measures. */
  get figures(): Figures {
    const { books } = this.state;
    return (this.known ??= figuring(books, this.kept?.ranges.of(books)));
  }

  /** The people of all places of a kind. */
  places(kind: PlaceKind): Bounds {
    this.placed ??= this.kept?.places.of(this.state) ?? ((one) => peopleOf(this.state, one));
    return this.placed(kind);
  }

  /** Who is present and booked at no place. */
  get notPlaced(): Bounds {
    if (!this.kept) return notPlacedIn(this.state);
    this.placed ??= this.kept.places.of(this.state);
    return tidy(minus(this.figures('present', 'all'), this.kept.places.all));
  }

  /** The people in an account. */
  account(name: string): ByNode {
    let byNode = this.accounts.get(name);
    if (!byNode) {
      byNode = isGone(name) ? (node) => this.figures(name, node) : holding(this.state, name);
      this.accounts.set(name, byNode);
    }
    return byNode;
  }
}

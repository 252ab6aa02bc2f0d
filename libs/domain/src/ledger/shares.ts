import type { Books } from './accounts.js';
import { LimitedShares, type Exact, type Figures } from './limited-shares.js';
import { populationOf } from './parcels.js';
import type { Parcel, Population, Weights } from './population.js';

export { left, type Exact } from './limited-shares.js';

/**
 * What each node itself holds: parcels of those gone, and baselines below nothing, are shared by who was there when they were
 * told, but nobody gives more than there are. As long as nobody would have to, shares stay as they were when told, and their
 * sums are known; else they are worked out anew, as far as something has changed since.
 */
export function exactly(books: Books): Exact {
  const known = lastAsked.get(books);
  if (known?.changes === books.changes) return known.exact;
  let limited = known?.limited;
  let exact: Exact = (node) => unlimited(populationOf(books, node));
  if (isAnyLimited(books)) exact = (limited ??= new LimitedShares()).of(books);
  lastAsked.set(books, { changes: books.changes, exact, limited });
  return exact;
}

/** What was worked out last of books, for as long as they stay so, and what goes on from there when they do not. */
const lastAsked = new WeakMap<Books, { changes: number; exact: Exact; limited: LimitedShares | undefined }>();

/** Whether shares alone would take more than there are from anybody. */
export function isAnyLimited(books: Books): boolean {
  for (const known of books.population.values()) if (isLimited(known)) return true;
  return false;
}

function isLimited(known: Readonly<Population>): boolean {
  const { baseline, arrived, departed, separated, died } = known;
  if (baseline.several < 0 && -baseline.fallen > baseline.held) return true;
  if (departed.several + separated.several + died.several <= 0) return false;
  return departed.fallen + separated.fallen + died.fallen > baseline.held + baseline.fallen + arrived.held;
}

const unlimited = ({ baseline, arrived, departed, separated, died }: Readonly<Population>): Figures => ({
  baseline: baseline.held + baseline.fallen,
  arrived: arrived.held,
  departed: departed.fallen,
  separated: separated.fallen,
  died: died.fallen,
});

/** How each parcel is shared now. */
export function sharesNow(books: Books): (parcel: Parcel) => Weights {
  const now = new Map<Parcel, Weights>();
  if (isAnyLimited(books)) new LimitedShares().of(books, now);
  return (parcel) => now.get(parcel) ?? parcel.shares;
}

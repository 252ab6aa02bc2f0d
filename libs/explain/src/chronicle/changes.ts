import { isBounds } from '../figures.js';

/** That a figure changed: by the entry at which place in the fold, from what, to what. */
export interface Change {
  place: number;
  before: unknown;
  after: unknown;
}

/** What a record says, number by number: whose change, by which entry, the record of the change before it, and the value as three numbers. */
const [cellAt, placeAt, previousAt, lowAt, bestAt, highAt, recordLength] = [0, 1, 2, 3, 4, 5, 6];

/** So many records lie in one array. */
const chunkLength = 512;

const nothing = -1;

/** What stands in place of a bound that no count has: a high that nobody knows, or, in place of the low, that the value is a number or another thing. */
const [unknownHigh, aNumber, another] = [-(2 ** 31), 1 - 2 ** 31, 2 - 2 ** 31];
const isSmall = (n: number): boolean => Number.isInteger(n) && n > another && n < 2 ** 31;

type Encoded = readonly [low: number, best: number, high: number];

/** Names of cells and values that are no small numbers, each by a number: those that branch off have the same. */
class Known {
  readonly cells = new Map<string, number>();
  private readonly places = new Map<string | undefined, number>();
  private readonly values: unknown[] = [];

  encode(value: unknown): Encoded {
    if (typeof value === 'number' && isSmall(value)) return [aNumber, value, 0];
    if (isBounds(value)) {
      const { low, best, high } = value;
      if (isSmall(low) && isSmall(best) && (high === null || isSmall(high))) return [low, best, high ?? unknownHigh];
    }
    const text = JSON.stringify(value) as string | undefined;
    let place = this.places.get(text);
    if (place === undefined) this.places.set(text, (place = this.values.push(value) - 1));
    return [another, place, 0];
  }

  decode([low, best, high]: Encoded): unknown {
    if (low === aNumber) return best;
    return low === another ? this.values[best] : { low, best, high: high === unknownHigh ? null : high };
  }
}

/**
 * How figures changed, in the order of the fold. There are millions of changes where a log is long: each takes up six numbers, and one
 * leads to the one of the same figure before it. A record is never written twice, so that what branches off shares those there are.
 */
export class Changes {
  /** The newest record of each cell. */
  private newest: number[] = [];
  private chunks: Int32Array[] = [];
  private length = 0;

  constructor(private readonly known = new Known()) {}

  /** Notes what a figure is after the entry at a place; whether `isTold`, or only as what the next change begins from. */
  note(cell: string, value: unknown, place: number, isTold: boolean): void {
    const { cells } = this.known;
    let number = cells.get(cell);
    if (number === undefined) cells.set(cell, (number = cells.size));
    const previous = this.newest[number] ?? nothing;
    if (previous === nothing && value === undefined) return;
    const encoded = this.known.encode(value);
    if (previous !== nothing && this.isAt(previous, encoded)) return;
    this.write(number, isTold ? place : ~place, previous, encoded);
    while (this.newest.length < number) this.newest.push(nothing);
    this.newest[number] = this.length - 1;
  }

  /** The changes of a figure that are told, in order. */
  of(cell: string): Change[] {
    const changes: Change[] = [];
    for (let record = this.newestOf(cell); record !== nothing;) {
      const previous = this.at(record, previousAt);
      const place = this.at(record, placeAt);
      if (place >= 0) {
        const before = previous === nothing ? undefined : this.valueAt(previous);
        changes.push({ place, before, after: this.valueAt(record) });
      }
      record = previous;
    }
    return changes.toReversed();
  }

  /** Forgets what was noted of the entry at a place and of those after it. */
  goBack(place: number): void {
    while (this.length > 0 && this.entryOf(this.length - 1) >= place) {
      const last = --this.length;
      this.newest[this.at(last, cellAt)] = this.at(last, previousAt);
    }
    this.chunks.length = Math.ceil(this.length / chunkLength);
    this.ownLast();
  }

  /** Others that begin with what was noted before the entry at a place. */
  branch(place: number): Changes {
    const branch = new Changes(this.known);
    branch.newest = this.newest.slice();
    branch.chunks = this.chunks.slice();
    branch.length = this.length;
    branch.goBack(place);
    return branch;
  }

  private newestOf(cell: string): number {
    return this.newest[this.known.cells.get(cell) ?? nothing] ?? nothing;
  }

  /** What stands in the last array may be another one's too: its further records are not. */
  private ownLast(): void {
    const last = this.chunks.pop();
    if (last) this.chunks.push(last.slice());
  }

  private write(cell: number, place: number, previous: number, [low, best, high]: Encoded): void {
    const start = (this.length % chunkLength) * recordLength;
    if (start === 0) this.chunks.push(new Int32Array(chunkLength * recordLength));
    const chunk = this.chunks[this.chunks.length - 1] as Int32Array;
    chunk[start + cellAt] = cell;
    chunk[start + placeAt] = place;
    chunk[start + previousAt] = previous;
    chunk[start + lowAt] = low;
    chunk[start + bestAt] = best;
    chunk[start + highAt] = high;
    this.length++;
  }

  private at(record: number, field: number): number {
    const chunk = this.chunks[Math.floor(record / chunkLength)] as Int32Array;
    return chunk[(record % chunkLength) * recordLength + field] as number;
  }

  private entryOf(record: number): number {
    const place = this.at(record, placeAt);
    return place < 0 ? ~place : place;
  }

  private encodedAt(record: number): Encoded {
    return [this.at(record, lowAt), this.at(record, bestAt), this.at(record, highAt)];
  }

  private valueAt(record: number): unknown {
    return this.known.decode(this.encodedAt(record));
  }

  private isAt(record: number, [low, best, high]: Encoded): boolean {
    return this.at(record, bestAt) === best && this.at(record, lowAt) === low && this.at(record, highAt) === high;
  }
}

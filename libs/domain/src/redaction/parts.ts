import type { Part, Parts } from '../sentences/part.js';
import type { Label } from '../values/label.js';

type KindIn<P> = P extends string ? never : P extends unknown ? keyof P : never;
type Kind = Exclude<KindIn<Part>, 'called' | 'plain' | 'single'>;

/** Who may read a value in a sentence, by what it is. */
export const labelsOfParts: Readonly<Record<Kind, Label>> = {
  base: 'open',
  component: 'open',
  population: 'open',
  contingent: 'open',
  name: 'open',
  term: 'open',
  code: 'open',
  number: 'open',
  entry: 'open',
  convoy: 'movement',
  permit: 'movement',
  place: 'movement',
  account: 'movement',
  people: 'movement',
  day: 'movement',
  planned: 'movement',
  instant: 'movement',
  discrepancy: 'movement',
  reason: 'reason',
  source: 'source',
  text: 'source',
};

const left = '…';

/** A sentence without what may not be read of it. */
export const partsFor = (parts: Parts, held: ReadonlySet<Label>): Parts =>
  parts.map((part) => (typeof part === 'string' || mayRead(part, held) ? part : left));

const mayRead = (part: object, held: ReadonlySet<Label>): boolean =>
  Object.keys(part).every((kind) => !Object.hasOwn(labelsOfParts, kind) || held.has(labelsOfParts[kind as Kind]));

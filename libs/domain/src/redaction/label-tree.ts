import type { Language, Part } from '../sentences/part.js';
import type { Bounds, Count } from '../values/count.js';
import type { Declassified, Label } from '../values/label.js';
import type { PlannedDate } from '../values/planned-date.js';

/** A field of which those who may not read it get less: made from what they may read of the object that it stands in. */
export interface Shortened {
  readonly label: Label;
  readonly short: (owner: object, language: Language) => unknown;
}

/** A text that is written from the parts in another field: of both, whoever may read them at all misses what they may not. */
export interface ToldBy {
  readonly label: Label;
  readonly toldBy: string;
}

/** The parts of a sentence, each of which has the label of its kind. */
export interface InParts {
  readonly label: Label;
  readonly inParts: true;
}

/** What is said of one value. */
export type Leaf = Label | Declassified | Shortened | ToldBy | InParts;

/** Values by names that are data too: all have the same labels, and if nothing of them may be read the names go as well. */
export interface Each<T> {
  readonly each: T;
  readonly isByName: true;
}

/** Rows that those without a label get in the order in which they were recorded: another order would tell. */
export interface Recorded<T> {
  readonly rows: T;
  readonly label: Label;
  readonly isRecorded: true;
}

/** Rows of which those without a label get some alone. */
export interface Some<T> {
  readonly rows: T;
  readonly label: Label;
  readonly only: (row: object) => boolean;
}

/** Who may read what of a document. Of a list it says who may read what of each item. */
export type LabelTree =
  Leaf | Each<LabelTree> | Recorded<LabelTree> | Some<LabelTree> | { readonly [field: string]: LabelTree };

/** What has one label as a whole. */
type Closed =
  string | number | boolean | Bounds | Count | PlannedDate | { reported: false } | { lat: number; lon: number };

type NameIn<T> = T extends unknown ? keyof T & (string | number) : never;
type ValueAt<T, K> = T extends unknown ? (K extends keyof T ? T[K] : never) : never;

type LabelsOfSome<T> = [T] extends [Closed]
  ? Leaf
  : [T] extends [readonly (infer E)[]]
    ? [Part] extends [E]
      ? Leaf
      : LabelsOf<E> | Recorded<LabelsOf<E>> | Some<LabelsOf<E>>
    : string extends keyof T
      ? Each<LabelsOf<ValueAt<T, string>>>
      : { readonly [K in NameIn<T>]-?: LabelsOf<ValueAt<T, K>> };

/** The labels of a document of a type: a field without one does not compile, however deep it stands. */
export type LabelsOf<T> = LabelsOfSome<NonNullable<T>>;

export const each = <T>(tree: T): Each<T> => ({ each: tree, isByName: true });

export const recordedWithout = <T>(label: Label, rows: T): Recorded<T> => ({ rows, label, isRecorded: true });

export const someWithout = <T>(label: Label, rows: T, only: (row: object) => boolean): Some<T> => ({
  rows,
  label,
  only,
});

export const inParts = (label: Label): InParts => ({ label, inParts: true });

export const toldBy = (parts: string, label: Label): ToldBy => ({ label, toldBy: parts });

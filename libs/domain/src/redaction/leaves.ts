import type { Declassified, Label } from '../values/label.js';
import type { LabelTree } from './label-tree.js';

/** One field of a document: where it stands, its label, and why everybody may read it although that hides what is behind it. */
export interface LabelledField {
  path: readonly string[];
  label: Label;
  declassified?: string;
  /** What those get of it who may not read it, if they get something else. */
  isShortened?: boolean;
}

/** Every field that a tree of labels speaks of, in its order; a name that is data is a `*`. */
export function leavesOf(tree: LabelTree, path: readonly string[] = []): LabelledField[] {
  if (typeof tree === 'string') return [{ path, label: tree }];
  if ('declassified' in tree) return [{ path, label: 'open', declassified: (tree as Declassified).declassified }];
  if ('short' in tree) return [{ path, label: tree.label as Label, isShortened: true }];
  if ('inParts' in tree || 'toldBy' in tree) return [{ path, label: tree.label as Label }];
  if ('rows' in tree) return leavesOf(tree.rows, path);
  if ('isByName' in tree) return leavesOf(tree.each, [...path, '*']);
  return Object.entries(tree as Record<string, LabelTree>).flatMap(([name, of]) => leavesOf(of, [...path, name]));
}

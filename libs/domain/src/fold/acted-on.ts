import type { Entry } from '../envelope/entry.js';
import { definitionOf, referencesOf } from '../entries/registry.js';

/** The revisions behind a discrepancy: they stand at the end of its id. */
const behind = (discrepancy: string): number[] =>
  (discrepancy.split(':').at(-1) ?? '')
    .split('-')
    .filter((text) => /^\d+$/.test(text))
    .map(Number);

/** The revisions of the earlier entries that an entry corrects, retracts, revises or disputes, or whose contradiction it settles. */
export function actedOnBy(entry: Entry): number[] {
  if (definitionOf(entry.type).relation === 'none') return [];
  if (entry.type === 'DiscrepancySettled') return [...new Set(behind(entry.data.discrepancy))];
  const { entry: named } = referencesOf(entry.type, entry.data);
  return named === undefined ? [] : [named];
}

import type { EntryType } from '../entries/registry.js';
import { definitionOf, referencesOf } from '../entries/registry.js';
import type { Incoming } from './verdict.js';

/**
 * Whether a command is judged alike on a state in which reports are missing that were recorded since: all that it is judged
 * by is what the mission was opened and closed with, what there is, and the entries that bear on it. So many reports can be
 * decided before any is folded.
 */
export function isJudgedWithoutReports({ type, data }: Incoming): boolean {
  const { kind, judge, relation } = definitionOf(type);
  if (relation === 'corrects' || relation === 'retracts') return true;
  // Whether a convoy's id may be given again depends on how far the convoy has come.
  return kind === 'report' && judge === undefined && referencesOf(type, data).opens?.onceEnded !== true;
}

/** Whether entries of a type, and what corrects or retracts them, change nothing by which such commands are judged. */
export const changesReportsAlone = (type: EntryType): boolean => definitionOf(type).kind === 'report';

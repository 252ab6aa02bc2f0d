import {
  definitionOf,
  type Entry,
  type Language,
  type Parts,
  type ToldDiscrepancy,
  referencesOf,
  resolve,
  sliceLength,
  type FoldOptions,
} from '#libs/domain';
import { logsOf, amendmentOf, sentenceNow, type Logs, type Amendment } from './cited-entry.js';

/** How an entry came to be related to another. */
export type Relation = 'corrects' | 'retracts' | 'revises' | 'disputes' | 'settles' | 'recorded with';

/** Another entry that has to do with one. */
export interface Related extends Amendment {
  how: Relation;
  occurredAt: string;
  /** There where a later retraction took it back. */
  retractedBy?: number;
}

/** Where an entry comes from and what came of it. */
export interface Relations {
  /** What it says since it was corrected; there where it was. */
  asCorrected?: { data: object; occurredAt: string; sentence: string; parts: Parts };
  causedBy: {
    commandId: string;
    correlationId: string;
    causationId: string;
    /** The earlier entry that it corrects, retracts, revises or disputes. */
    names?: Amendment;
    /** The entries of the same batch, itself left out. */
    recordedWith: Related[];
  };
  /** The later entries that name it, or settle a discrepancy that it is behind; oldest first. */
  caused: Related[];
  /** The discrepancies that it is behind and that are open now. */
  discrepancies: ToldDiscrepancy[];
}

/** Which entry a settlement is about: the revisions stand at the end of a discrepancy's id. */
const isBehind = (revision: number, discrepancy: string): boolean =>
  (discrepancy.split(':').at(-1) ?? '').split('-').includes(String(revision));

function relationTo(revision: number, entry: Entry): Relation | undefined {
  const { relation } = definitionOf(entry.type);
  if (relation === 'none') return undefined;
  const isNamed =
    entry.type === 'DiscrepancySettled'
      ? isBehind(revision, entry.data.discrepancy)
      : referencesOf(entry.type, entry.data).entry === revision;
  return isNamed ? relation : undefined;
}

/**
 * What caused an entry and what it caused, within a horizon; `discrepancies` are those that are open there. Undefined where
 * there is no such entry. Yields now and then.
 */
export function* relationsOf(
  entries: readonly Entry[],
  options: FoldOptions,
  discrepancies: readonly ToldDiscrepancy[],
  revision: number,
  language: Language,
): Generator<undefined, Relations | undefined> {
  const entry = entries[revision];
  const logs = logsOf(entries, yield* resolve(entries, options), language);
  const { visible, instants } = logs.resolved;
  if (!entry) return undefined;
  const until = options.validAt ?? Number.POSITIVE_INFINITY;
  const caused: Related[] = [];
  const recordedWith: Related[] = [];
  for (const [index, other] of visible.entries()) {
    const one = entries[other];
    if (index % (sliceLength * 16) === 0) yield undefined;
    if (!one || other === revision || (instants[other] ?? 0) > until) continue;
    const how = other > revision ? relationTo(revision, one) : undefined;
    if (how) caused.push(relatedOf(logs, one, how));
    else if (one.commandId === entry.commandId) recordedWith.push(relatedOf(logs, one, 'recorded with'));
  }
  const { commandId, correlationId, causationId } = entry;
  const named = referencesOf(entry.type, entry.data).entry;
  return {
    ...correctedOf(logs, entry),
    causedBy: {
      commandId,
      correlationId,
      causationId,
      ...(named !== undefined && { names: amendmentOf(logs, named) }),
      recordedWith,
    },
    caused,
    discrepancies: discrepancies.filter((one) => one.entries.includes(revision)),
  };
}

/** What an entry says since it was corrected, where that is something else. */
function correctedOf(logs: Logs, { revision }: Entry): Pick<Relations, 'asCorrected'> {
  const now = logs.effective.get(revision);
  if (!now || !logs.resolved.correctedBy.has(revision)) return {};
  return { asCorrected: { data: now.data, occurredAt: now.occurredAt, ...sentenceNow(logs, revision) } };
}

function relatedOf(logs: Logs, { revision, occurredAt }: Entry, how: Relation): Related {
  const retraction = logs.resolved.retractedBy.get(revision);
  return {
    how,
    ...amendmentOf(logs, revision),
    occurredAt,
    ...(retraction !== undefined && { retractedBy: retraction }),
  };
}

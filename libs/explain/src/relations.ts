import {
  actedOnBy,
  definitionOf,
  type Entry,
  type Language,
  type Parts,
  type ToldDiscrepancy,
  referencesOf,
  resolve,
  sliceLength,
} from '#libs/domain';
import { logsOf, amendmentOf, sentenceNow, type Logs, type Amendment } from './cited-entry.js';

/** How an entry came to be related to another. */
export type Relation = 'corrects' | 'retracts' | 'revises' | 'disputes' | 'settles' | 'recorded with';

/** Another entry that has to do with one. */
export interface Related extends Amendment {
  how: Relation;
  occurredAt: string;
  /** There if a later retraction took it back. */
  retractedBy?: number;
}

/** Where an entry comes from and what came of it. */
export interface Relations {
  /** What it says since it was corrected; there if it was. */
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

function relationTo(revision: number, entry: Entry): Relation | undefined {
  const { relation } = definitionOf(entry.type);
  return relation !== 'none' && actedOnBy(entry).includes(revision) ? relation : undefined;
}

/**
 * What caused an entry and what it caused. `entries` are those that bear on it as it is seen, by revision; of these
 * only those count that are considered. `discrepancies` are those that it is behind. Yields now and then.
 */
export function* relationsOf(
  entry: Entry,
  entries: readonly Entry[],
  isConsidered: (revision: number) => boolean,
  discrepancies: readonly ToldDiscrepancy[],
  language: Language,
): Generator<undefined, Relations> {
  const { revision } = entry;
  const logs = logsOf(entries, yield* resolve(entries), language);
  const { visible } = logs.resolved;
  const caused: Related[] = [];
  const recordedWith: Related[] = [];
  for (const [index, other] of visible.entries()) {
    const one = logs.entries.get(other);
    if (index % (sliceLength * 16) === 0) yield undefined;
    if (!one || other === revision || !isConsidered(other)) continue;
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
    discrepancies: [...discrepancies],
  };
}

/** What an entry says since it was corrected, if that is something else. */
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

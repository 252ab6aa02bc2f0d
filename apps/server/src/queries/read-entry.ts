import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { inWords, partsOf, type Language } from '#libs/domain';
import type { HistoryEntry } from '#libs/timeline';
import { asking } from '../asking.js';
import type { AsOf } from '../http/as-of.js';
import { notThere } from '../http/problems.js';
import { details } from './details.js';
import { frameOf, tagOf } from './answer.js';
import { MissionReader } from './mission-reader.js';
import { relationsIn } from './relations.js';

/** Asks for one entry, what became of it, what caused it and what it caused. */
export class ReadEntry extends asking<
  { tag: string; document: object },
  {
    asOf: AsOf;
    revision: string;
    /** Whose entries alone may be read; those of all without it. */
    ownOf?: string;
  }
>() {}

/** Reads entries. Throws a Problem if there is none. */
@QueryHandler(ReadEntry)
export class ReadEntryHandler implements IQueryHandler<ReadEntry> {
  constructor(private readonly reader: MissionReader) {}

  async execute({ asOf, revision, ownOf }: ReadEntry): Promise<{ tag: string; document: object }> {
    const seen = await this.reader.look(asOf);
    const found = /^(0|[1-9]\d{0,14})$/.test(revision) ? await seen.around(Number(revision)) : undefined;
    if (!found || (ownOf !== undefined && found.item.entry.actor.id !== ownOf))
      throw notThere('entry', revision, details.noEntry(revision.slice(0, 20), seen.revision));
    // What others recorded because of it is theirs.
    const relations = ownOf === undefined ? await relationsIn(seen, found, asOf.language) : {};
    const frame = frameOf(asOf.mission, asOf.lens, seen);
    return { tag: tagOf(seen), document: { ...frame, ...rowOf(found.item, asOf.language), ...relations } };
  }
}

/** An entry as the history shows it: one object. */
export function rowOf({ entry, marks }: HistoryEntry, language: Language): object {
  const parts = partsOf(entry.type, entry.data, language);
  return { ...entry, sentence: inWords(parts, language), parts, marks };
}

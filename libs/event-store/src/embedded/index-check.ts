import type Database from 'better-sqlite3';
import type { StoredEntry } from '../event-store.js';
import type { Damage } from './scrub.js';
import { sqliteCodeOf } from './sqlite-code.js';

/** Looks entries up in the indexes by which they are read and known again. */
export class IndexCheck {
  private readonly statements;

  constructor(db: Database.Database) {
    this.statements = {
      revisions: db
        .prepare(
          'SELECT position FROM entries WHERE stream = (SELECT id FROM streams WHERE name = @stream) AND revision = @revision',
        )
        .pluck(),
      ids: db.prepare('SELECT position FROM entries WHERE id = @idBytes').pluck(),
    };
  }

  /** Entries, as they were read in the order of the table, to which an index does not lead. */
  damageOf(entries: readonly StoredEntry[]): Damage[] {
    return entries.flatMap(({ stream, revision, position, id, body }) => {
      const key = { stream, revision, idBytes: Buffer.from(id.replaceAll('-', ''), 'hex') };
      const lost = (['revisions', 'ids'] as const).filter((name) => this.find(name, key) !== position);
      if (lost.length === 0) return [];
      const fault = `the index of ${lost.join(' and of ')} does not lead to it`;
      return [{ stream, revision, position, bytes: Buffer.byteLength(body), fault }];
    });
  }

  private find(name: 'revisions' | 'ids', key: object): unknown {
    try {
      return this.statements[name].get(key);
    } catch (error) {
      if (sqliteCodeOf(error) === undefined) throw error;
      return undefined;
    }
  }
}

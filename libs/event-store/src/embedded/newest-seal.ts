import type Database from 'better-sqlite3';

/** The newest checkpoint of a log, and how far the log has come. */
export interface NewestSeal {
  stream: string;
  checkpoint: string;
  /** Position of the last entry that it covers. */
  covered: number;
  /** Position of the log's newest entry. */
  newest: number;
}

/** Reads the checkpoint of the newest entry's stream; of a log if that has none, that of another stream. */
export function newestSealOf(db: Database.Database): NewestSeal | undefined {
  const entry = db.prepare('SELECT position, stream FROM entries ORDER BY position DESC LIMIT 1').get() as
    { position: number; stream: number } | undefined;
  if (!entry) return undefined;
  const seal = db.prepare(
    `SELECT name AS stream, checkpoint, coalesce(position, 0) AS covered
     FROM checkpoints JOIN streams ON streams.id = checkpoints.stream
     LEFT JOIN entries ON entries.stream = checkpoints.stream AND revision = size - 1
     WHERE checkpoints.stream <= ? ORDER BY checkpoints.stream DESC, size DESC LIMIT 1`,
  );
  const found = (seal.get(entry.stream) ?? seal.get(Number.MAX_SAFE_INTEGER)) as Omit<NewestSeal, 'newest'> | undefined;
  return found && { ...found, newest: entry.position };
}

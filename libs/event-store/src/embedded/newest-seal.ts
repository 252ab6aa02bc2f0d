import type Database from 'better-sqlite3';

/** The newest checkpoint of a log, and how far the log has come. */
export interface NewestSeal {
  stream: string;
  checkpoint: string;
  /** Position of the log's newest entry. */
  position: number;
}

/** Reads the checkpoint that covers the newest entry; of a log whose newest entry has none, that of another stream. */
export function newestSealOf(db: Database.Database): NewestSeal | undefined {
  const newest = db.prepare('SELECT position, stream FROM entries ORDER BY position DESC LIMIT 1').get() as
    { position: number; stream: number } | undefined;
  if (!newest) return undefined;
  const seal = db.prepare(
    `SELECT name AS stream, checkpoint FROM checkpoints JOIN streams ON streams.id = checkpoints.stream
     WHERE checkpoints.stream <= ? ORDER BY checkpoints.stream DESC, size DESC LIMIT 1`,
  );
  const found = (seal.get(newest.stream) ?? seal.get(Number.MAX_SAFE_INTEGER)) as
    Omit<NewestSeal, 'position'> | undefined;
  return found && { ...found, position: newest.position };
}

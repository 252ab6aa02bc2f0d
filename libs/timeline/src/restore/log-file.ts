import { createHash } from 'node:crypto';
import { validate } from 'uuid';
import { canonical } from '#libs/canonical-json';
import { checkBody, isEntryType, isInstant, knowsSchema, upcasted, type Entry } from '#libs/domain';
import { entryBytesMax, type NewEntry } from '#libs/event-store';
import { isObject } from '#libs/strict-json';
import { schemasKnown } from '../codec.js';

/** Why a file is not the whole log of a mission, or was not restored. */
export class NotRestored extends Error {}

/** The envelopes of a log as lines of text, from the first; it may be asked for again. */
export type LogLines = () => AsyncIterable<string>;

/** What a checked file holds. */
export interface LogFile {
  entries: number;
  /** When the log took its first and its last entry: RFC 3339. */
  first: string;
  last: string;
  /** SHA-256 (hexadecimal) of ids and bodies in order, as `copy` has it. */
  digest: string;
}

type Fields = Record<string, unknown>;

const required = new Set(
  'id mission revision type schema occurredAt placedAt recordedAt actor commandId commandDigest correlationId causationId data'.split(
    ' ',
  ),
);
const optional = new Set(['reportedAt', 'source', 'late', 'batch', 'replacementSchema']);

const isWhole = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;

/** What is wrong with one envelope, whatever stands before it; undefined if nothing is. */
export function envelopeFault(entry: Fields, mission: string, revision: number): string | undefined {
  for (const name of required) if (entry[name] === undefined) return `has no ${name}`;
  const unknown = Object.keys(entry).find((name) => !required.has(name) && !optional.has(name));
  if (unknown !== undefined) return `has a field that this version does not know: ${unknown.slice(0, 80)}`;
  const { type, schema, actor, batch, data } = entry;
  if (entry.mission !== mission) return `is of the mission ${JSON.stringify(entry.mission)}, not of ${mission}`;
  if (entry.revision !== revision) return `has revision ${JSON.stringify(entry.revision)} where ${revision} belongs`;
  if (!isEntryType(type)) return `has a type that this version does not know: ${JSON.stringify(type)}`;
  if (!knowsSchema(type, schema))
    return `has schema ${JSON.stringify(schema)} of ${type}, and this version knows ${schemasKnown(type)}`;
  if (revision === 0 && type !== 'MissionOpened') return `is ${type}, and a log begins with MissionOpened`;
  if (!validate(entry.id) || entry.id !== String(entry.id).toLowerCase()) return 'has an id that is no UUID';
  for (const name of ['placedAt', 'recordedAt'])
    if (!isInstant(entry[name])) return `has no instant as ${name}: ${JSON.stringify(entry[name])}`;
  for (const name of ['commandId', 'commandDigest', 'correlationId', 'causationId'])
    if (typeof entry[name] !== 'string') return `has no text as ${name}`;
  if (!isObject(actor) || typeof actor.id !== 'string' || typeof actor.role !== 'string')
    return 'has no actor with an id and a role';
  if (batch !== undefined && !(isObject(batch) && isWhole(batch.size) && isWhole(batch.index)))
    return 'has a batch without size and index';
  if (!isObject(data)) return 'has no data';
  const { occurredAt, reportedAt, source, late } = entry;
  const given = Object.entries({ occurredAt, reportedAt, source, late }).filter(([, value]) => value !== undefined);
  const checked = checkBody(type, { ...upcasted(type, data, schema), ...Object.fromEntries(given) });
  const [error] = checked.ok ? [] : checked.errors;
  if (entry.replacementSchema !== undefined && !(type === 'EntryCorrected' && isWhole(entry.replacementSchema)))
    return 'has a replacementSchema that is none';
  return error && `is no valid ${type}: ${error.pointer} ${error.detail}`;
}

/** Reads the lines of a log one after another, and says of the first that does not belong there what is wrong with it. */
export class LogReader {
  private readonly ids = new Set<string>();
  private readonly digest = createHash('sha256');
  private length = 0;
  private first = '';
  private last = '';

  constructor(private readonly mission: string) {}

  /** The row of the next line. Throws NotRestored. */
  read(line: string): NewEntry {
    const fault = (what: string): never => {
      throw new NotRestored(`line ${this.length + 1} ${what}. Nothing was restored.`);
    };
    if (Buffer.byteLength(line) > entryBytesMax) fault(`has more than ${entryBytesMax} bytes`);
    const entry = parsed(line);
    if (!isObject(entry) || canonical(entry) !== line)
      return fault('is not the canonical bytes of an envelope (RFC 8785), as an export has them');
    const what = envelopeFault(entry, this.mission, this.length);
    if (what !== undefined) fault(what);
    const { id, type, recordedAt } = entry as Fields & Pick<Entry, 'id' | 'type' | 'recordedAt'>;
    if (this.ids.has(id)) fault(`has the id of an earlier one: ${id}`);
    if (this.length > 0 && Date.parse(recordedAt) < Date.parse(this.last))
      fault(`was recorded at ${recordedAt}, before the line above it`);
    this.ids.add(id);
    this.digest.update(`${id}\n${line}\n`);
    this.first ||= recordedAt;
    this.last = recordedAt;
    this.length++;
    return { id, type, recordedAt, body: line };
  }

  /** What was read. Throws NotRestored if that was nothing. */
  done(): LogFile {
    if (this.length === 0) throw new NotRestored('the file holds no entry. Nothing was restored.');
    return { entries: this.length, first: this.first, last: this.last, digest: this.digest.digest('hex') };
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}

/** Reads a whole file and restores nothing. Throws NotRestored for the first line that does not belong where it stands. */
export async function checkLogFile(mission: string, lines: LogLines): Promise<LogFile> {
  const reader = new LogReader(mission);
  for await (const line of lines()) reader.read(line);
  return reader.done();
}

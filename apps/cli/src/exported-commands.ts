import { hash } from 'node:crypto';
import { canonical } from '#libs/canonical-json';
import { commands, periodOf, precisionOf, standsAtEnd, typeOfCommand, type Entry } from '#libs/domain';
import { isObject } from '#libs/strict-json';
import { csvLines } from '../../server/src/queries/csv.js';
import { textCell, valueOf } from './csv-commands.js';

/** A command as an import reads it. */
export type Exported = Record<string, unknown>;

const commandByType = new Map(commands.map((command) => [typeOfCommand(command), command]));

/**
 * The command that records an entry again, elsewhere: known when it was known here, and standing where it stood. Its key is
 * the one it was sent with, if sending it again would be the very same command; else its id, so that importing an
 * export twice changes nothing. `recorded` says where it is in this log. `timeZone` is the mission's.
 */
export function commandOf(entry: Entry, timeZone: string): Exported {
  const { id, revision, type, data, occurredAt, source, late, batch, commandId, commandDigest } = entry;
  const { reportedAt = entry.recordedAt } = entry;
  const command = commandByType.get(type);
  const body = {
    ...data,
    occurredAt,
    ...(isPlacedByClock(entry, timeZone) && { placedAt: entry.placedAt }),
    reportedAt,
    ...(source !== undefined && { source }),
    ...(late !== undefined && { late }),
  };
  const digest = hash('sha256', canonical({ command, body }));
  const isSame = batch === undefined && digest === commandDigest && commandId.length >= 16;
  return { command, key: isSame ? commandId : id, recorded: { id, revision }, ...body };
}

/**
 * Whether an entry stands where it does because of when it was recorded: a total, or the new time of one, may stand before
 * the end of its period. All others are placed again by their words and their order alone.
 */
function isPlacedByClock(entry: Entry, timeZone: string): boolean {
  const { type, occurredAt, placedAt } = entry;
  if (entry.type === 'EntryCorrected') {
    const moved = entry.data.replacement.occurredAt;
    return moved !== undefined && precisionOf(moved) !== 'exact';
  }
  if (!standsAtEnd(type) || precisionOf(occurredAt) === 'exact') return false;
  return Date.parse(placedAt) < periodOf(occurredAt, timeZone).end;
}

/**
 * The cells of a command, by column: a nested field has a column of its own (`source.title`), and whatever lies deeper is
 * JSON. An import reads the very same command from them.
 */
function cellsOf(command: Exported): Map<string, string> {
  const cells = new Map<string, string>();
  for (const [name, value] of Object.entries(command)) {
    const inner = isObject(value) ? Object.entries(value) : [];
    const found = inner.map(([part, of]) => ({ column: `${name}.${part}`, cell: cellOf([name, part], of) }));
    if (inner.length > 0 && found.every(({ cell }) => cell !== undefined))
      for (const { column, cell = '' } of found) cells.set(column, cell);
    else cells.set(name, cellOf([name], value) ?? JSON.stringify(value));
  }
  return cells;
}

/** A value as a cell; undefined if its column would not be read as that value again. */
function cellOf(path: readonly string[], value: unknown): string | undefined {
  const cell = typeof value === 'string' ? textCell(value) : JSON.stringify(value);
  const isRead = cell !== '' && canonical({ value: valueOf(path, cell) }) === canonical({ value });
  return isRead && path.every((part) => /^[a-zA-Z]\w*$/.test(part)) ? cell : undefined;
}

/** Commands as a CSV file, of which all columns must be known before the first row is written. */
export class CommandTable {
  private readonly columns = new Set<string>();

  /** Notes the columns of further commands. */
  note(some: readonly Exported[]): void {
    for (const command of some) for (const column of cellsOf(command).keys()) this.columns.add(column);
  }

  /** The header line. */
  header(): string {
    return csvLines([[...this.columns]]);
  }

  /** The lines of commands. */
  lines(some: readonly Exported[]): string {
    const records = some.map((command) => {
      const cells = cellsOf(command);
      return [...this.columns].map((column) => cells.get(column) ?? '');
    });
    return csvLines(records);
  }
}

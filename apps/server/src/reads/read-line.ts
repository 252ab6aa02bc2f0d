import { isObject } from '#libs/strict-json';

/** One line of the access log: who asked for what, and what came of it. Names of people are not in it. */
export interface ReadLine {
  /** RFC 3339. */
  at: string;
  /** The subject; undefined if nobody was signed in. */
  subject?: string;
  method: string;
  /** The route as it is described (`/v1/missions/:mission/:view`); undefined if there is none. */
  route?: string;
  mission?: string;
  /** The path as it was asked for, without its parameters. */
  path: string;
  /** Its parameters: filters, and the times and revisions that were asked for. */
  query?: string;
  format?: string;
  status: number;
  what: 'read' | 'exported' | 'subscribed' | 'refused';
  /** How many rows were sent, if that is known. */
  rows?: number;
  /** The tag of the answer, which names its revision. */
  tag?: string;
  requestId: string;
  /** How many further refusals of strangers this line stands for. */
  more?: number;
}

/** The stream of the month of an instant (RFC 3339). */
export const streamOf = (at: string): string => `${streamPrefix}${at.slice(0, 7)}`;

const streamPrefix = 'access-log-';

/** Whether a stream is a month of the access log. */
export const isReadsStream = (stream: string): boolean => /^access-log-\d{4}-\d{2}$/.test(stream);

/** The type of the entries that the log is made of: each is a sheet, the lines that were written together. */
export const sheetType = 'Reads';

/** A sheet as it is stored: its lines in canonical JSON, which is canonical itself. */
export const sheetBody = (lines: readonly string[]): string => `{"lines":[${lines.join(',')}]}`;

/** Reads the lines of an entry as they were stored; earlier versions stored each by itself. Throws a SyntaxError if it holds anything else. */
export function readLines(body: string): ReadLine[] {
  const stored: unknown = JSON.parse(body);
  const lines: unknown = isObject(stored) && 'lines' in stored ? stored.lines : [stored];
  if (!Array.isArray(lines) || !lines.every(isLine))
    throw new SyntaxError('the access log holds a line that cannot be read');
  return lines;
}

const isLine = (line: unknown): line is ReadLine =>
  isObject(line) && typeof line.at === 'string' && typeof line.status === 'number';

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

/** Reads a line as it was stored. Throws a SyntaxError if it is none. */
export function readLine(body: string): ReadLine {
  const line: unknown = JSON.parse(body);
  if (!isObject(line) || typeof line.at !== 'string' || typeof line.status !== 'number')
    throw new SyntaxError('the access log holds a line that cannot be read');
  return { ...line } as Partial<ReadLine> as ReadLine;
}

import type { Entry, RefusalCode } from '#libs/domain';

/** What a server says when it does not do what it was asked (RFC 9457). */
export interface ProblemDocument {
  type: string;
  title: string;
  status: number;
  detail: string;
  /** Each wrong field, by its JSON Pointer. */
  errors?: { pointer: string; detail: string }[];
  /** The line of a batch that is meant. */
  pointer?: string;
  /** The figures that broke a rule. */
  figures?: Record<string, unknown>;
  /** The newest revision, if something has changed since the one that was seen. */
  revision?: number;
  /** The entries in between. */
  entries?: Entry[];
}

/** The permanent code of a problem: the last part of its type. */
export const codeOf = ({ type }: ProblemDocument): string => type.split('/').at(-1) ?? type;

/** What a problem says, in one line: each wrong field, or else the rule, and the figures that broke it. */
export function problemInWords({ title, detail, figures = {}, errors = [] }: ProblemDocument): string {
  const fields = errors.map((error) => `${error.pointer} ${error.detail}`.trim()).join('; ');
  const known = Object.entries(figures).map(
    ([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  const why = fields || detail;
  return `${title}${why ? `: ${why}` : ''}${known.length > 0 ? ` (${known.join(', ')})` : ''}`;
}

/** The server answered that it does not do this, and why. */
export class ProblemError extends Error {
  constructor(readonly problem: ProblemDocument) {
    super(problemInWords(problem));
    this.name = new.target.name;
  }

  get status(): number {
    return this.problem.status;
  }

  get code(): string {
    return codeOf(this.problem);
  }
}

/** 409: an order that breaks a rule. */
export class Refused extends ProblemError {
  override get code(): RefusalCode {
    return codeOf(this.problem) as RefusalCode;
  }

  /** The figures that broke the rule. */
  get figures(): Readonly<Record<string, unknown>> {
    return this.problem.figures ?? {};
  }
}

/** 412: what the command is about has changed since the revision that was seen. */
export class ChangedSince extends ProblemError {
  /** The newest revision: with it, the command can be decided again. */
  get revision(): number | undefined {
    return this.problem.revision;
  }

  /** The entries in between. */
  get entries(): readonly Entry[] {
    return this.problem.entries ?? [];
  }
}

/** 404: there is no such mission, base, convoy, entry, command or page; or it may not be seen. */
export class NotFound extends ProblemError {}

/** Any other 4xx: the request itself must be changed. */
export class Invalid extends ProblemError {
  /** Each wrong field, by its JSON Pointer. */
  get errors(): readonly { pointer: string; detail: string }[] {
    return this.problem.errors ?? [];
  }
}

/** 408, 429, 503: not now. The same request may be sent again. */
export class TryLater extends ProblemError {}

/** Any other 5xx: the server cannot do it, and waiting alone does not help (a full disk, a stopped mission, a defect). */
export class ServerFault extends ProblemError {}

/** No answer of a server came: there is no line, nobody listens, it took too long, or something between answered in its place. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

/** Something answers there that is no Drawdown server: a sign-in page of a network, say. */
export class NotDrawdown extends Error {
  override readonly name = 'NotDrawdown';
}

const busy = new Set([408, 429, 503]);

/** Whether the same request may be answered later. A stopped mission is 503 as well, but waiting does not start it. */
export const isForLater = (problem: ProblemDocument): boolean =>
  busy.has(problem.status) && codeOf(problem) !== 'mission-stopped';

/** The error of a problem. */
export function errorOf(problem: ProblemDocument): ProblemError {
  if (isForLater(problem)) return new TryLater(problem);
  if (problem.status >= 500) return new ServerFault(problem);
  if (problem.status === 412) return new ChangedSince(problem);
  if (problem.status === 409) return new Refused(problem);
  return problem.status === 404 ? new NotFound(problem) : new Invalid(problem);
}

/** Reads a problem document; undefined if the text is none. */
export function readProblem(status: number, text: string): ProblemDocument | undefined {
  try {
    const found: unknown = JSON.parse(text);
    if (typeof found !== 'object' || found === null || !('type' in found) || typeof found.type !== 'string')
      return undefined;
    const title = `HTTP ${status}`;
    return { title, detail: '', ...found, type: found.type, status };
  } catch {
    return undefined;
  }
}

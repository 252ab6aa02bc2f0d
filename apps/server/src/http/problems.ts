import {
  inLanguage,
  refusals,
  type FieldError,
  type Language,
  type Parts,
  type RefusalCode,
  type Said,
} from '#libs/domain';
import type { ProblemMembers } from './problem-labels.js';
import { meaningInFrench } from './problems-fr.js';

/** Every error by its code: HTTP status, title, and what to do next. Codes are permanent. */
const catalogue = {
  'not-json': [400, 'The body is not JSON', 'Send UTF-8 JSON. The position of the first error is in the detail.'],
  'not-utf-8': [400, 'The body is not UTF-8', 'Encode the body as UTF-8.'],
  'too-deep': [400, 'The body is nested too deeply', 'Nest at most 32 levels.'],
  'duplicate-key': [
    400,
    'A key stands twice in one object',
    'Give each key once: which of the two is meant cannot be known.',
  ],
  'key-forbidden': [400, 'This key may not be used', 'Leave out the key "__proto__".'],
  'half-character': [
    400,
    'A text holds half of a character',
    'A surrogate escape such as \\ud83d needs its other half after it.',
  ],
  'unsafe-number': [
    400,
    'A number is too large or too small to be kept exactly',
    'Give whole numbers up to 9007199254740991, and none that would become 0.',
  ],
  'body-cut-short': [400, 'The body is not as long as it says', 'Send as many bytes as Content-Length says.'],
  'url-invalid': [400, 'The address cannot be read', 'Percent-encode it.'],
  'request-invalid': [400, 'This is not an HTTP request', 'Send HTTP/1.1.'],
  'header-invalid': [400, 'A header cannot be used', 'The detail says which, and its form.'],
  'parameter-invalid': [400, 'A query parameter cannot be used', 'The detail says which, and its form.'],
  'key-required': [
    400,
    'A batch needs an Idempotency-Key',
    'Send an Idempotency-Key of 16 to 255 printable characters, so that a repeat after a lost connection changes nothing.',
  ],
  'not-signed-in': [
    401,
    'Nobody is signed in',
    'Sign in at /sign-in, or send a token that is neither revoked nor expired: Authorization: Bearer dwd_...',
  ],
  forbidden: [403, 'Your role does not allow this', 'An administrator can give you a token with another role.'],
  'foreign-origin': [
    403,
    'Another site sent this',
    'A page may change something only on the server that it came from.',
  ],
  'not-found': [404, 'There is no such page', 'See /docs for what there is.'],
  'unknown-pointer': [
    404,
    'There is no figure at this pointer',
    'Ask with a JSON Pointer to a figure of the view. The nearest ones are given.',
  ],
  'unknown-command': [404, 'There is no such command', 'See /docs for the commands.'],
  'unknown-mission': [
    404,
    'There is no such mission',
    'GET /v1/missions lists them. A mission begins with open-mission, under an id of lower-case letters, digits and hyphens.',
  ],
  'not-signed': [
    404,
    'This log has no signed checkpoint',
    'A checkpoint is signed with each commit. Entries from before that are signed with the next one.',
  ],
  'unknown-reference': [404, 'Something named here does not exist', 'Record it first, or correct its id.'],
  'method-not-allowed': [405, 'This page does not take that method', 'See /docs.'],
  'not-acceptable': [
    406,
    'This page has no such format',
    'Ask for application/json, or for one of the formats in /docs.',
  ],
  'too-slow': [408, 'The request took too long', 'Send all of it within 30 seconds.'],
  'last-admin': [
    409,
    'Nobody could give tokens any more',
    'Create another token of the role admin first, or grant it to somebody who signs in.',
  ],
  'changed-since': [
    412,
    'It has changed since the revision you saw',
    'Read the entries in between, then decide again with the new revision.',
  ],
  'too-large': [
    413,
    'That is too large',
    'A body may have 1 MiB (a table 10 MiB), a batch 1,000 entries and 900 KiB, an entry 60 KiB. Split it.',
  ],
  'media-type': [415, 'This content type is not taken', 'Send application/json, or application/x-ndjson for a batch.'],
  'content-encoding': [
    415,
    'A compressed body is not taken',
    'Send it as it is, without Content-Encoding (or with "identity").',
  ],
  invalid: [422, 'Some fields are not valid', 'Each error names its field and what is wanted.'],
  'key-reused': [
    422,
    'This Idempotency-Key was used for another command',
    'Use a new key, or send the very same body again.',
  ],
  'wrong-host': [421, 'This server has another name', 'Ask under a name of this server, as PUBLIC_URL says.'],
  'too-many-requests': [
    429,
    'That is asked too often',
    'Ask again after the seconds in Retry-After. Nothing was begun.',
  ],
  'table-invalid': [
    422,
    'This is no table of its kind',
    'Nothing was recorded. The detail says what is wrong with the file. Begin with the template of its kind.',
  ],
  'rows-refused': [
    422,
    'Some rows cannot be recorded',
    'Nothing was recorded. Ask for text/csv or the workbook, and the file comes back with what is wrong beside each row.',
  ],
  'head-too-large': [431, 'The headers are too large', 'Send fewer or shorter headers.'],
  internal: [
    500,
    'Something went wrong here',
    'Nothing was recorded by this request unless a repeat with the same Idempotency-Key says so. The server has logged the cause.',
  ],
  'log-altered': [
    500,
    'The log is not what was signed',
    'Entries are not those that its checkpoint was signed for. Keep the disk as it is, take the evidence package, and let "drawdown verify" say from which entry on.',
  ],
  'mission-stopped': [
    503,
    'This mission is stopped',
    'Its log holds an entry that this version cannot read. Other missions go on.',
  ],
  'access-unreadable': [
    503,
    'Nobody can be let in',
    'The log of access holds an entry that this version cannot read. Restore a backup, or run the version that wrote it.',
  ],
  'provider-unreachable': [
    503,
    'The identity provider cannot be reached',
    'Nobody can be told by its word at present. Ask again after the seconds in Retry-After, or bring a token of this server.',
  ],
  'people-unreadable': [
    503,
    'The directory of names cannot be read',
    'Mend the file that PEOPLE_FILE names. Missions are read all the same.',
  ],
  closing: [
    503,
    'The server is shutting down',
    'Try again in a moment, with the same Idempotency-Key: nothing was recorded by this request.',
  ],
  'too-busy': [
    503,
    'Too many long questions are waiting',
    'Ask again after the seconds in Retry-After: nothing was begun.',
  ],
  'too-little-memory': [
    503,
    'This question needs more memory than there is',
    'Nothing was begun. Ask when less is being asked, or give the server more memory (NODE_OPTIONS=--max-old-space-size, in MiB).',
  ],
  'too-many-streams': [
    503,
    'Too many streams are open',
    'Connect again after the seconds in Retry-After. Streams of the same views, or with the same filters, are shared.',
  ],
  'store-unavailable': [
    503,
    'The store cannot be reached',
    'Nothing was recorded by this request. Try again in a moment.',
  ],
  'outcome-unknown': [
    503,
    'It is not known whether this was recorded',
    'Send the very same request again with the same Idempotency-Key: it is recorded once. Without a key, read the entries first.',
  ],
  'not-ready': [503, 'The server cannot record at present', 'Reading goes on. The detail says why.'],
  'clock-leapt': [
    503,
    'The clock has leapt forward',
    'Nothing was recorded; reading goes on. Set the clock of the server’s machine right; or, if it is right, start the server once with ACCEPT_CLOCK=true.',
  ],
  'not-yet': [503, 'That revision has not been seen yet', 'Try again in a moment.'],
  'store-full': [
    507,
    'The disk is full',
    'Nothing was recorded; reading goes on. Make room and send the command again.',
  ],
} as const satisfies Record<string, readonly [number, string, string]>;

export type ProblemCode = keyof typeof catalogue;

/** An error as clients see it (RFC 9457). */
export interface ProblemDocument {
  type: string;
  title: string;
  status: number;
  detail: string;
  /** What the detail is written from. */
  parts: Parts;
  [extension: string]: unknown;
}

/** A request that cannot be served, or an order that is refused: thrown anywhere in the edge, answered by the problem filter. */
export class Problem extends Error {
  constructor(
    readonly code: ProblemCode | RefusalCode,
    private readonly said?: Said,
    readonly extensions: ProblemMembers = {},
    readonly headers: Record<string, string> = {},
    /** What is wrong with fields of a body. */
    private readonly errors?: readonly Pick<FieldError, 'pointer' | 'said'>[],
  ) {
    super(said ? inLanguage(said, 'en').text : meaningOf(code, 'en').detail);
  }

  get status(): number {
    return statusOf(this.code);
  }

  /** The document that is sent. */
  document(language: Language): ProblemDocument {
    const { title, detail: meaning } = meaningOf(this.code, language);
    const { text: detail, parts } = this.said ? inLanguage(this.said, language) : { text: meaning, parts: [meaning] };
    const errors = this.errors?.map(({ pointer, said }) => {
      const wrong = inLanguage(said, language);
      return { pointer, detail: wrong.text, parts: wrong.parts };
    });
    const type = `/problems/${this.code}`;
    return { type, title, status: this.status, detail, parts, ...this.extensions, ...(errors && { errors }) };
  }
}

/** A parameter that cannot be used, and why. */
export const badParameter = (parameter: string, said: Said): Problem =>
  new Problem('parameter-invalid', said, { parameter });

/** What is named and is not there: what kind of thing, and by which id. */
export const notThere = (what: string, id: string, said: Said): Problem =>
  new Problem('unknown-reference', said, { what, id });

const statusOf = (code: ProblemCode | RefusalCode): number => (isProblem(code) ? catalogue[code][0] : 409);

/** What a code is called and means. A refused order is told the rule. */
function meaningOf(code: ProblemCode | RefusalCode, language: Language): { title: string; detail: string } {
  if (language === 'fr') return meaningInFrench(code);
  if (isProblem(code)) {
    const [, title, detail] = catalogue[code];
    return { title, detail };
  }
  const title = code.replaceAll('-', ' ').replace(/^./, (first) => first.toUpperCase());
  return { title, detail: refusals[code] };
}

const isProblem = (code: string): code is ProblemCode => Object.hasOwn(catalogue, code);
const isRefusal = (code: string): code is RefusalCode => Object.hasOwn(refusals, code);

/** What a problem type means, for the page behind its `type`; undefined for an unknown one. */
export const explain = (
  code: string,
  language: Language = 'en',
): { title: string; status: number; detail: string } | undefined =>
  isProblem(code) || isRefusal(code) ? { ...meaningOf(code, language), status: statusOf(code) } : undefined;

/** All problem codes, for the reference. */
export const problemCodes: readonly string[] = [...Object.keys(catalogue), ...Object.keys(refusals)];

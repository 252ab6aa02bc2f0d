import { OutcomeUnknown, StoreUnavailable } from '../event-store.js';

/** What the client's errors call themselves; their classes may be there twice. */
export function typeOf(error: unknown): string {
  const { type } = (error ?? {}) as { type?: unknown };
  return typeof type === 'string' ? type : '';
}

const neverSent = new Set(['not-leader', 'access-denied']);

/** What the client calls it if the cluster does not answer; without a name it has not even found it. */
const unanswered = new Set(['', 'unavailable', 'timeout', 'deadline-exceeded', 'cancelled']);

/** gRPC's status for a connection that broke in an odd place. */
const internal = 13;

/** Whether an error says that the cluster is away, and not only that it does not do what it was asked. */
export const isAway = (error: unknown): boolean =>
  unanswered.has(typeOf(error)) || (error as { code?: unknown }).code === internal;

/** What the client's words come to, first match first. They hold no credentials, and are told as they are if none matches. */
const causes: readonly [RegExp, string][] = [
  [/ECONNREFUSED \S+/, 'nothing answers there'],
  [/ENOTFOUND|EAI_AGAIN|Name resolution failed/, 'the name of its host is not known'],
  [/certificate has expired/, 'its certificate has expired'],
  [
    /self[- ]signed certificate|unable to (verify|get)/,
    'its certificate is by nobody who is trusted: name the file of its authority with tlsCAFile',
  ],
  [/Hostname\/IP does not match|altnames/, 'its certificate names another host'],
  [/wrong version number|packet length too long|record layer failure/i, 'it speaks without TLS: say tls=false'],
  [/Failed to discover/, 'no host that the connection string names has answered as one that may be used'],
];

/** What a message comes to, in words that name the cause, and the message itself. */
export function causeOf(message: string): string {
  const line = (message.split('\n')[0] ?? '').slice(0, 200);
  for (const [pattern, words] of causes) {
    const [told] = pattern.exec(line) ?? [];
    if (told !== undefined) return `${words} (${told})`;
  }
  return line;
}

/** Why the cluster did not answer, in one line of words that name the cause. */
export function inWords(error: unknown): string {
  const cause = causeOf(error instanceof Error ? error.message : '');
  return [typeOf(error), cause].filter(Boolean).join(': ') || 'unknown error';
}

/** The error for an append that failed. Only if the cluster itself refused it is it known that nothing was recorded. */
export const afterAppend = (error: unknown): Error =>
  neverSent.has(typeOf(error))
    ? new StoreUnavailable(`the cluster did not take an append (${inWords(error)})`, { cause: error })
    : new OutcomeUnknown(`it is not known what became of an append (${inWords(error)})`, { cause: error });

/** The error for a read that failed. */
export const afterRead = (error: unknown): Error =>
  new StoreUnavailable(`the cluster could not be read (${inWords(error)})`, { cause: error });

/** The last revision of a stream that an append was refused for. */
export function actualOf(error: unknown): number {
  const { actualVersion } = error as { actualVersion?: unknown };
  return typeof actualVersion === 'bigint' ? Number(actualVersion) : -1;
}

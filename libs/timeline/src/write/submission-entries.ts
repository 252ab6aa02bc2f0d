import { hash, randomUUID } from 'node:crypto';
import { parse } from 'uuid';
import {
  definitionOf,
  formatInstant,
  incomingWith,
  typeOfCommand,
  type Acting,
  type Actor,
  type Entry,
  type Incoming,
  type Source,
  type Verdict,
} from '#libs/domain';
import { canonical } from '#libs/canonical-json';
import type { CommandInput, Submission } from './submission.js';

/** The namespace of entry ids (a random UUID, fixed for ever: ids of the same command are the same on every node). */
const entryIds = parse('6f1c9d2e-5b0a-4b3c-9a77-2f6f0d6a4c11');

/** The UUIDv5 of a name among entry ids (RFC 9562, 5.5), of one hash that is not taken apart: each entry has one. */
function entryIdOf(name: string): string {
  const hex = hash('sha1', Buffer.concat([entryIds, Buffer.from(name)]));
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0b0011) | 0b1000).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** A submission with what identifies it. */
export interface Identified {
  submission: Submission;
  commandId: string;
  /** SHA-256 (hexadecimal) of the commands and their bodies as sent, canonical. */
  digest: string;
}

/** Gives a submission its command id (its key, or a new one) and the digest that tells another body. */
export function identify(submission: Submission): Identified {
  const { commands, batch, key } = submission;
  const sent = submission.sent ?? (batch ? commands : (commands[0] ?? {}));
  return {
    submission,
    commandId: key ?? randomUUID(),
    digest: hash('sha256', canonical(sent)),
  };
}

const envelopeFields = new Set(['occurredAt', 'placedAt', 'reportedAt', 'source', 'late', 'breakGlass']);

/** The entry that a checked command asks for, and who sends it. Throws if the command is unknown: the edge refuses those. */
export function incomingOf({ command, body }: CommandInput, by?: Acting): Incoming {
  const type = typeOfCommand(command);
  if (!type) throw new Error(`unknown command ${command} came past the edge`);
  const data: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(body)) if (!envelopeFields.has(name)) data[name] = value;
  const { occurredAt, placedAt, reportedAt, late, breakGlass } = body as Omit<Incoming, 'type' | 'data'>;
  return incomingWith(type, data, { occurredAt, placedAt, reportedAt, late, breakGlass, by });
}

/** What the writer knows when it makes an envelope. */
export interface Making {
  identified: Identified;
  /** Which entry of those that the submission comes to it is, and how many those are. */
  index: number;
  size: number;
  /** The command that it is the entry of: one of the submission, or one that this approves. */
  command: CommandInput;
  actor: Actor;
  /** What brought it about: the entry that approved it, or the submission itself. */
  causationId?: string;
  revision: number;
  /** Milliseconds since 1970, never before the entry before it. */
  recordedAt: number;
}

/** The envelope of an accepted command. */
export function entryOf(incoming: Incoming, accepted: Extract<Verdict, { kind: 'accepted' }>, making: Making): Entry {
  const { identified, index, size } = making;
  const { submission, commandId, digest } = identified;
  const { source } = making.command.body as { source?: Source };
  // In the order in which it is written: what is undefined is not.
  return {
    actor: making.actor,
    batch: submission.batch || size > 1 ? { index, size } : undefined,
    breakGlass: incoming.breakGlass,
    causationId: making.causationId ?? commandId,
    commandDigest: digest,
    commandId,
    correlationId: commandId,
    data: incoming.data,
    id: entryIdOf(`${submission.mission}:${commandId}:${index}`),
    late: incoming.late === true ? true : undefined,
    mission: submission.mission,
    occurredAt: accepted.occurredAt,
    placedAt: accepted.placedAt,
    recordedAt: formatInstant(making.recordedAt),
    replacementSchema: accepted.replacementSchema,
    reportedAt: incoming.reportedAt,
    revision: making.revision,
    schema: definitionOf(incoming.type).schema,
    source,
    type: incoming.type,
  } as Entry;
}

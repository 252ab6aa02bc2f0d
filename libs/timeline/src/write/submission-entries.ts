import { hash, randomUUID } from 'node:crypto';
import { parse, v5 as uuidv5 } from 'uuid';
import {
  definitionOf,
  formatInstant,
  incomingWith,
  typeOfCommand,
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

/** The entry that a checked command asks for. Throws if the command is unknown: the edge refuses those. */
export function incomingOf({ command, body }: CommandInput): Incoming {
  const type = typeOfCommand(command);
  if (!type) throw new Error(`unknown command ${command} came past the edge`);
  const data: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(body)) if (!envelopeFields.has(name)) data[name] = value;
  const { occurredAt, placedAt, reportedAt, late, breakGlass } = body as Omit<Incoming, 'type' | 'data'>;
  return incomingWith(type, data, { occurredAt, placedAt, reportedAt, late, breakGlass });
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
  const { submission, commandId, digest } = making.identified;
  const { source } = making.command.body as { source?: Source };
  return {
    id: uuidv5(Buffer.from(`${submission.mission}:${commandId}:${making.index}`), entryIds),
    mission: submission.mission,
    revision: making.revision,
    type: incoming.type,
    schema: definitionOf(incoming.type).schema,
    ...(accepted.replacementSchema !== undefined && { replacementSchema: accepted.replacementSchema }),
    occurredAt: accepted.occurredAt,
    placedAt: accepted.placedAt,
    ...(incoming.reportedAt !== undefined && { reportedAt: incoming.reportedAt }),
    recordedAt: formatInstant(making.recordedAt),
    actor: making.actor,
    ...(source !== undefined && { source }),
    ...(incoming.late === true && { late: true }),
    ...(incoming.breakGlass && { breakGlass: incoming.breakGlass }),
    commandId,
    commandDigest: digest,
    ...((submission.batch || making.size > 1) && { batch: { size: making.size, index: making.index } }),
    correlationId: commandId,
    causationId: making.causationId ?? commandId,
    data: incoming.data,
  } as Entry;
}

import { hash, randomUUID } from 'node:crypto';
import { parse, v5 as uuidv5 } from 'uuid';
import {
  definitionOf,
  formatInstant,
  incomingWith,
  typeOfCommand,
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
  const sent = batch ? commands : (commands[0] ?? {});
  return {
    submission,
    commandId: key ?? randomUUID(),
    digest: hash('sha256', canonical(sent)),
  };
}

const envelopeFields = new Set(['occurredAt', 'placedAt', 'reportedAt', 'source', 'late']);

/** The entry that a checked command asks for. Throws where the command is unknown: the edge refuses those. */
export function incomingOf({ command, body }: CommandInput): Incoming {
  const type = typeOfCommand(command);
  if (!type) throw new Error(`unknown command ${command} came past the edge`);
  const data: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(body)) if (!envelopeFields.has(name)) data[name] = value;
  const { occurredAt, placedAt, reportedAt, late } = body as Omit<Incoming, 'type' | 'data'>;
  return incomingWith(type, data, { occurredAt, placedAt, reportedAt, late });
}

/** What the writer knows when it makes an envelope. */
export interface Making {
  identified: Identified;
  index: number;
  revision: number;
  /** Milliseconds since 1970, never before the entry before it. */
  recordedAt: number;
}

/** The envelope of an accepted command. */
export function entryOf(incoming: Incoming, accepted: Extract<Verdict, { kind: 'accepted' }>, making: Making): Entry {
  const { submission, commandId, digest } = making.identified;
  const { source } = (submission.commands[making.index]?.body ?? {}) as { source?: Source };
  return {
    id: uuidv5(`${submission.mission}:${commandId}:${making.index}`, entryIds),
    mission: submission.mission,
    revision: making.revision,
    type: incoming.type,
    schema: definitionOf(incoming.type).schema,
    ...(accepted.replacementSchema !== undefined && { replacementSchema: accepted.replacementSchema }),
    occurredAt: accepted.occurredAt,
    placedAt: accepted.placedAt,
    ...(incoming.reportedAt !== undefined && { reportedAt: incoming.reportedAt }),
    recordedAt: formatInstant(making.recordedAt),
    actor: submission.actor,
    ...(source !== undefined && { source }),
    ...(incoming.late === true && { late: true }),
    commandId,
    commandDigest: digest,
    ...(submission.batch && { batch: { size: submission.commands.length, index: making.index } }),
    correlationId: commandId,
    causationId: commandId,
    data: incoming.data,
  } as Entry;
}

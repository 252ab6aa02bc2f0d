import type { FastifyRequest } from 'fastify';
import { everyMission, roleFor, type Grant, type Identity, type Permission } from '#libs/access';
import { heldBy, type Held, type Label } from '#libs/domain';

/** What somebody must be let do, to read the fields of each label. */
const neededFor: Readonly<Record<Label, Permission>> = {
  open: 'read-remains',
  movement: 'read-movement',
  reason: 'read-reasons',
  source: 'read-sources',
};

/** Who reads an answer: what may be read to them of the mission that they ask about, and whose history. */
export interface Reader {
  held: Held;
  /** Of a mission among several. */
  heldIn: (mission: string) => Held;
  /** Whether they may read what is withheld from others. */
  readsWithheld: boolean;
  /** Whether they keep the server running and ask about no mission: what ails it is told them whole. */
  isOperator: boolean;
  /** Whose entries they may read, if they may not read those of others. */
  ownOf?: string;
}

/** The labels that somebody may read of a mission. */
export const heldIn = (grants: readonly Grant[], mission: string): Held =>
  heldBy((label) => roleFor(grants, neededFor[label], mission) !== undefined);

const leastHeld = heldBy(() => false);
const allHeld = heldBy(() => true);

/** Of whoever nobody has been asked who they are. */
const stranger: Reader = { held: leastHeld, heldIn: () => leastHeld, readsWithheld: false, isOperator: false };

/** How many rows each was answered. */
const rows = new WeakMap<Reader, number>();

/** Notes how many rows a reader is answered, if a document has rows. */
export function noteRows(reader: Reader, document: object): void {
  const { items } = document as { items?: unknown };
  if (Array.isArray(items)) rows.set(reader, items.length);
}

/** How many rows a reader was answered; undefined if nobody noted it. */
export const rowsFor = (reader: Reader): number | undefined => rows.get(reader);

const readers = new WeakMap<FastifyRequest, Reader>();

/** Notes who sends a request, before anything is answered. */
export function noteReader(request: FastifyRequest, { grants, subject }: Identity, mission: string | undefined): void {
  const isForAll = mission !== undefined && roleFor(grants, 'read-history', mission) !== undefined;
  readers.set(request, {
    held: mission === undefined ? leastHeld : heldIn(grants, mission),
    heldIn: (one) => heldIn(grants, one),
    readsWithheld: mission !== undefined && roleFor(grants, 'read-withheld', mission) !== undefined,
    isOperator: mission === undefined && roleFor(grants, 'read-metrics', everyMission) !== undefined,
    ...(!isForAll && { ownOf: subject }),
  });
}

/** Who sends a request. */
export const readerOf = (request: FastifyRequest): Reader => readers.get(request) ?? stranger;

/** What whoever sends a request may read of a problem. */
export function heldOfProblems(request: FastifyRequest): Held {
  const { isOperator, held } = readerOf(request);
  return isOperator ? allHeld : held;
}

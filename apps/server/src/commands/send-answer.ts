import type { FastifyReply } from 'fastify';
import { canonical } from '#libs/canonical-json';
import { withhold, type Entry, type Held, type Language, type Withheld } from '#libs/domain';
import type { Accepted } from '#libs/timeline';
import { toldOf } from './answers.js';

/** What was recorded, or would be, and for whom it is told. */
export interface Told {
  mission: string;
  answer: Accepted;
  batch: boolean;
  language: Language;
  held: Held;
  withheld: Withheld;
  /** What is told besides. */
  more?: object;
}

/** Where an entry is read; of several that were recorded together the first, which names the others. */
export const addressOfEntry = (mission: string, revision: number): string =>
  `/v1/missions/${mission}/entries/${revision}`;

/** Sends the answer to a submission that was taken. */
export function sendAnswer(
  reply: FastifyReply,
  { mission, answer, batch, language, held, withheld, more }: Told,
): void {
  void reply
    .status(answer.kind === 'recorded' ? 201 : 200)
    .header('content-type', 'application/json')
    .header('content-language', language);
  // Somebody else may record that revision: as an If-Match it would let through what was never seen.
  if (answer.kind !== 'dry-run') void reply.header('etag', `"${answer.revision}"`);
  const first = answer.revision + 1 - answer.entries.length;
  if (answer.kind === 'recorded') void reply.header('location', addressOfEntry(mission, first));
  if (answer.kind === 'replayed') void reply.header('idempotency-replayed', 'true');
  // The entries are in their stored form already, so that a replay answers the very same bytes.
  const entries = answer.entries
    .map(({ body }) => (withheld.size === 0 ? body : canonical(withhold(JSON.parse(body) as Entry, withheld))))
    .join(',');
  const { checkpoint } = answer;
  const told = Object.assign({}, toldOf(answer, batch, language, held), { checkpoint }, more);
  const rest = JSON.stringify(told).slice(1, -1);
  const members = [`"mission":"${mission}","revision":${answer.revision},"entries":[${entries}]`, rest];
  void reply.send(`{${members.filter((one) => one !== '').join()}}`);
}

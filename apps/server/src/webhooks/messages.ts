import { createHash } from 'node:crypto';
import { permits } from '#libs/access';
import { labelsOfAlert, tellAlerts } from '#libs/alerts';
import { formatInstant, redact, withhold, type Withheld } from '#libs/domain';
import { inSlices, type Missions } from '#libs/timeline';
import { heldIn } from '../http/reader.js';
import { cloudEvent } from '../live/cloud-event.js';
import type { AlertMessage } from './alert-messages.js';
import type { Reached, Webhook } from './webhook-state.js';

/** A message as it is sent, again and again until it is taken, and how far it tells. */
export interface Message {
  id: string;
  body: string;
  reached: Partial<Reached>;
}

/** So many entries a full message holds at most. */
const entriesMax = 100;

type Of = Pick<Webhook, 'id' | 'replays' | 'role' | 'body'>;

/** What messages are made from. */
export interface Sources {
  missions: Pick<Missions, 'entries'>;
  /** The texts of a mission that are shown to auditors alone. */
  withheld: (mission: string) => Promise<Withheld>;
}

/** The message of the entries of a mission from a revision to the newest; a full one may end before. */
export async function entriesMessage(
  webhook: Of,
  mission: string,
  [first, head]: readonly [number, number],
  now: number,
  { missions, withheld }: Sources,
): Promise<Message> {
  const isFull = webhook.body === 'full' && permits(webhook.role, 'read-history');
  const revision = isFull ? Math.min(head, first + entriesMax - 1) : head;
  const subject = `/v1/missions/${mission}/entries?after=${first - 1}`;
  const texts = isFull && !permits(webhook.role, 'read-withheld') ? await withheld(mission) : new Set<string>();
  const entries = isFull ? await missions.entries(mission, first, revision) : [];
  const data = {
    mission,
    first,
    revision,
    subject,
    ...(isFull && { entries: entries.map((entry) => cloudEvent(withhold(entry, texts))) }),
  };
  return {
    id: idOf(webhook, 'entries', mission, first, revision),
    body: JSON.stringify({ type: 'entries.recorded', timestamp: formatInstant(now), data }),
    reached: { positions: { [mission]: revision } },
  };
}

/** The message of the alerts of a mission. */
export async function alertsMessage(
  webhook: Of,
  mission: string,
  revision: number,
  { firing, resolved, silencesEnded, hub, sent }: AlertMessage,
  now: number,
  { withheld }: Sources,
): Promise<Message> {
  const { role } = webhook;
  const isFull = webhook.body === 'full' && permits(role, 'read-movement');
  const texts = isFull && !permits(role, 'read-withheld') ? await withheld(mission) : new Set<string>();
  const held = heldIn([{ role, mission }], mission);
  const told = { hub, firing: await inSlices(tellAlerts(firing, 'en')), resolved, silencesEnded };
  const data = {
    mission,
    revision,
    subject: `/v1/missions/${mission}/alerts`,
    ...(isFull && withhold(redact(told, { ...labels, firing: labelsOfAlert }, held), texts)),
  };
  // One that began to fire and has resolved is told twice of the same revision and day, if the clock alone brought it about.
  const what = JSON.stringify([firing.map(({ id }) => id), resolved, silencesEnded]);
  return {
    id: idOf(webhook, 'alerts', mission, revision, formatInstant(now).slice(0, 10), what),
    body: JSON.stringify({ type: 'alerts.changed', timestamp: formatInstant(now), data }),
    reached: { sent: { [mission]: sent } },
  };
}

const labels = { hub: 'movement', resolved: 'movement', silencesEnded: 'movement' } as const;

/** The same message has the same id, whichever server sends it how often; a replayed one is another. */
function idOf({ id, replays }: Of, ...parts: readonly (string | number)[]): string {
  const digest = createHash('sha256').update(JSON.stringify([id, replays, ...parts]));
  return `msg_${digest.digest('base64url').slice(0, 27)}`;
}

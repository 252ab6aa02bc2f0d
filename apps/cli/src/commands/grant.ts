import type { SubjectGrant } from '#libs/access';
import type { DrawdownClient } from '#libs/client';
import { plain, write } from '../output.js';

/** Whom a grant is for, what it allows, and until when. */
export interface GrantOptions {
  for: string;
  role: string;
  mission: string;
  until?: string;
}

/** Gives a subject a role, and writes the id of the grant. */
export async function createGrant(client: DrawdownClient, options: GrantOptions): Promise<void> {
  const { for: subject, role, mission, until } = options;
  const body = JSON.stringify({ subject, role, mission, ...(until !== undefined && { until }) });
  const headers = { 'content-type': 'application/json' };
  const { text } = await client.send('/v1/grants', { method: 'POST', headers, body, isRepeatable: true });
  await write((JSON.parse(text) as { id: string }).id);
}

/** Lets a subject in by nothing any more, and writes the id of that. */
export const blockSubject = (client: DrawdownClient, options: Pick<GrantOptions, 'for' | 'until'>): Promise<void> =>
  createGrant(client, { ...options, role: 'blocked', mission: '*' });

/** Writes a line about each grant: its id, whose it is, what it allows, until when, and whether it was revoked. */
export async function listGrants(client: DrawdownClient): Promise<void> {
  const { items } = await client.json<{ items: SubjectGrant[] }>('/v1/grants');
  for (const { id, subject, role, mission, until, isRevoked, by } of items) {
    const ends = isRevoked ? 'revoked' : until && `until ${until}`;
    await write(plain([id, subject, `${role} ${mission}`, ends, `by ${by}`].filter(Boolean).join('  ')));
  }
}

/** Takes a grant back by its id. */
export async function revokeGrant(client: DrawdownClient, id: string): Promise<void> {
  await client.send(`/v1/grants/${encodeURIComponent(id)}`, { method: 'DELETE', isRepeatable: true });
}

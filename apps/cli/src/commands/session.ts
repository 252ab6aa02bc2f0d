import type { Session } from '#libs/access';
import type { DrawdownClient } from '#libs/client';
import { plain, write } from '../output.js';

/** Writes a line about each session that goes on: its id, whose it is, what it began with, since when, last used, and until when at most. */
export async function listSessions(client: DrawdownClient): Promise<void> {
  const { items } = await client.json<{ items: Session[] }>('/v1/sessions');
  for (const { id, subject, grants, begunAt, usedAt, expiresAt } of items) {
    const allows = grants.map(({ role, mission }) => `${role} ${mission}`).join(', ');
    const times = [`since ${begunAt}`, `used ${usedAt}`, `until ${expiresAt}`];
    await write(plain([id, subject, allows, ...times].filter(Boolean).join('  ')));
  }
}

/** Ends a session by its id. */
export async function endSession(client: DrawdownClient, id: string): Promise<void> {
  await client.send(`/v1/sessions/${encodeURIComponent(id)}`, { method: 'DELETE', isRepeatable: true });
}

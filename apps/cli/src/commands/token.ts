import type { Token } from '#libs/access';
import type { DrawdownClient } from '#libs/client';
import { expiryIn } from '../expiry.js';
import { plain, write } from '../output.js';

/** Whom something is for, and what it is to allow. */
export interface LinkOptions {
  for: string;
  role: string;
  mission: string;
}

/** The same for a token. */
export interface TokenOptions extends LinkOptions {
  expires: string;
  label?: string;
}

/** Issues a token, and writes it: it is shown this once. */
export async function createToken(client: DrawdownClient, options: TokenOptions): Promise<void> {
  const { for: subject, role, mission, expires, label } = options;
  const body = JSON.stringify({
    subject,
    grants: [{ role, mission }],
    expiresAt: expiryIn(expires, '30d'),
    ...(label !== undefined && { label }),
  });
  const { text } = await client.send('/v1/tokens', { method: 'POST', headers: json, body });
  await write((JSON.parse(text) as { token: string }).token);
}

const json = { 'content-type': 'application/json' };

/** A link that signs somebody in once, within ten minutes, and opens a page. Its secret stands after `#`, which no server sees. */
export async function signInLink(
  client: DrawdownClient,
  { for: subject, role, mission }: LinkOptions,
  page = '/',
): Promise<string> {
  const body = JSON.stringify({ subject, grants: [{ role, mission }] });
  const { text } = await client.send('/v1/sign-in-links', { method: 'POST', headers: json, body });
  const [address = '', secret = ''] = (JSON.parse(text) as { url: string }).url.split('#');
  const to = page === '/' ? '' : `?to=${encodeURIComponent(page)}`;
  return `${address}${to}#${secret}`;
}

/** Writes such a link. */
export const showSignInLink = async (client: DrawdownClient, options: LinkOptions): Promise<void> =>
  write(await signInLink(client, options));

/** Writes a line about each token: its id, whom it is for, what it allows, until when, and whether it was revoked. */
export async function listTokens(client: DrawdownClient): Promise<void> {
  const { items } = await client.json<{ items: Omit<Token, 'hash'>[] }>('/v1/tokens');
  for (const { id, subject, grants, expiresAt, isRevoked, usedOn, label } of items) {
    const allows = grants.map(({ role, mission }) => `${role} ${mission}`).join(', ');
    const until = isRevoked ? 'revoked' : `until ${expiresAt}`;
    await write(plain([id, subject, allows, until, usedOn && `used ${usedOn}`, label].filter(Boolean).join('  ')));
  }
}

/** Revokes a token by its id. */
export async function revokeToken(client: DrawdownClient, id: string): Promise<void> {
  await client.send(`/v1/tokens/${encodeURIComponent(id)}`, { method: 'DELETE', isRepeatable: true });
}

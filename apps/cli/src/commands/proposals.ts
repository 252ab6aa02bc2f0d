import type { Answer, DrawdownClient, Proposals } from '#libs/client';
import { expiryIn } from '../expiry.js';
import { commandsIn, textOf } from '../given-text.js';
import { plain, write } from '../output.js';

/** What a proposal says besides its orders. */
export interface Proposing {
  reason: string;
  expires: string;
  basedOn?: string;
}

/** What somebody says who decides. */
export interface Deciding {
  reason?: string;
  dryRun?: true;
}

const pathOf = (mission: string, page: string): string => `/v1/missions/${encodeURIComponent(mission)}/${page}`;

/** Writes what was proposed, a line each; what still waits unless all is asked for. */
export async function listProposals(
  client: DrawdownClient,
  mission: string,
  { all, json }: { all?: true; json?: true },
): Promise<void> {
  const listed = await client.json<Proposals>(pathOf(mission, `proposals?limit=500${all ? '' : '&status=pending'}`));
  if (json) return write(JSON.stringify(listed));
  const { fourEyes, items } = listed;
  await write(`Orders that need two: ${fourEyes.length === 0 ? 'none' : fourEyes.join(', ')}`);
  for (const { id, status, commands, reason, expiresAt, proposedBy } of items) {
    const orders = commands.map(({ command }) => command).join(', ');
    const until = status === 'pending' ? `until ${expiresAt}` : status;
    await write(plain([id, orders, `by ${proposedBy.id}`, until, reason].join('  ')));
  }
}

/** Proposes the orders of a file, and writes the revision that the proposal goes by. */
export async function propose(
  client: DrawdownClient,
  mission: string,
  file: string,
  { reason, expires, basedOn }: Proposing,
): Promise<void> {
  const expiresAt = expiryIn(expires, '2d');
  const commands = commandsIn(textOf(file));
  const { revision } = await send(client, mission, 'propose-orders', {
    commands,
    reason,
    expiresAt,
    ...(basedOn !== undefined && { basedOn: Number(basedOn) }),
  });
  await write(String(revision));
}

/** Decides about a proposal, or countersigns an order; a dry run writes what it would change. */
export async function decideProposal(
  client: DrawdownClient,
  mission: string,
  command: string,
  about: { proposal: number } | { entry: number },
  { reason, dryRun }: Deciding,
): Promise<void> {
  const body = { ...about, ...(reason !== undefined && { reason }) };
  const { revision, sentence, changes = [] } = await send(client, mission, command, body, dryRun);
  if (!dryRun) return write(String(revision));
  await write(plain(sentence ?? ''));
  for (const { view, pointer, from, to } of changes)
    await write(plain(`${view} ${pointer}: ${JSON.stringify(from ?? null)} -> ${JSON.stringify(to ?? null)}`));
}

async function send(
  client: DrawdownClient,
  mission: string,
  command: string,
  body: object,
  dryRun?: true,
): Promise<Answer> {
  const path = pathOf(mission, `commands/${command}${dryRun ? '?dryRun=true' : ''}`);
  const headers = { 'content-type': 'application/json' };
  const { text } = await client.send(path, { method: 'POST', headers, body: JSON.stringify(body) });
  return JSON.parse(text) as Answer;
}

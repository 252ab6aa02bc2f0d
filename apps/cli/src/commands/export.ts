import { hash } from 'node:crypto';
import { canonical } from '#libs/canonical-json';
import { commands, typeOfCommand, type Entry } from '#libs/domain';
import { pathOf, type Client } from '../client.js';
import { write } from '../output.js';

/** What an export writes: envelopes byte for byte as the server has them, or commands that can be imported again. */
export const exportForms = ['envelopes', 'commands'] as const;

const pageMax = 500;

/** Writes a mission's log as NDJSON, page by page, so that no log is too long for the memory. */
export async function exportLog(client: Client, mission: string, form: (typeof exportForms)[number]): Promise<void> {
  let after: string | undefined;
  for (;;) {
    const text = await client.read(
      pathOf(mission, '/entries', { after, limit: String(pageMax) }),
      'application/x-ndjson',
    );
    const lines = text.split('\n').filter((line) => line !== '');
    if (form === 'envelopes') await write(text);
    else await write(lines.map((line) => JSON.stringify(commandOf(client.parse<Entry>(line)))).join('\n'));
    const last = lines.at(-1);
    if (lines.length < pageMax || last === undefined) return;
    after = String(client.parse<Entry>(last).revision);
  }
}

const commandByType = new Map(commands.map((command) => [typeOfCommand(command), command]));

/**
 * The command that records an entry again. Its key is the one it was sent with, where sending it again would be the very
 * same command; else its id, so that importing an export twice still changes nothing.
 */
export function commandOf(entry: Entry): Record<string, unknown> {
  const { id, type, data, occurredAt, reportedAt, source, late, batch, commandId, commandDigest } = entry;
  const command = commandByType.get(type);
  const body = {
    ...data,
    occurredAt,
    ...(reportedAt !== undefined && { reportedAt }),
    ...(source !== undefined && { source }),
    ...(late !== undefined && { late }),
  };
  const digest = hash('sha256', canonical({ command, body }));
  const isSame = batch === undefined && digest === commandDigest && commandId.length >= 16;
  return { command, key: isSame ? commandId : id, ...body };
}

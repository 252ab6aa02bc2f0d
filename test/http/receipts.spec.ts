import { appendFileSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CheckpointSigner, Frontier, leafHash, loadOrMakeKey, openCheckpoint } from '#libs/transparency';
import { serverOfFile, type Reply } from '../support/server.js';

const server = serverOfFile();

const note = { text: 'rain', occurredAt: '2023-08-13' };
const keyFile = (): string => join(server().dataDir, 'checkpoint.key');

/** What a receipt says, checked with the server's key. */
function opened({ body }: Pick<Reply, 'body'>): { size: number; root: Buffer } {
  const { host, seed } = loadOrMakeKey(keyFile(), 'nobody');
  return openCheckpoint(String(body.checkpoint), CheckpointSigner.fromSeed(seed, host).verifierKey(server().mission));
}

describe('the receipt of a command', () => {
  it('is a signed checkpoint whose root is that of the entries', async () => {
    const reply = await server().command('add-note', note);
    const lines = (await server().get(server().at('/entries'), { accept: 'application/x-ndjson' })).text;
    const tree = new Frontier();
    for (const line of lines.trim().split('\n')) tree.append(leafHash(line));
    expect(opened(reply)).toMatchObject({ size: reply.body.revision + 1, root: tree.root() });
  });

  it('goes on with the same key after a restart, which its owner alone can read', async () => {
    await server().restart();
    expect(opened(await server().command('add-note', note)).size).toBe(6);
    expect(statSync(keyFile()).mode & 0o077).toBe(0);
  });

  it('is kept in a file outside the log as well', async () => {
    const reply = await server().command('add-note', note);
    await server().restart();
    const kept = readFileSync(join(server().dataDir, 'checkpoints.ndjson'), 'utf8').trim().split('\n');
    expect(JSON.parse(kept.at(-1) ?? '')).toEqual({
      stream: `mission-${server().mission}`,
      checkpoint: reply.body.checkpoint,
    });
  });

  it('is on a line of its own there after a crash cut the last one short', async () => {
    const file = join(server().dataDir, 'checkpoints.ndjson');
    const before = await server().command('add-note', note);
    await server().restart();
    appendFileSync(file, '{"stream":"mission-minusma","checkp');
    const after = await server().command('add-note', note);
    await server().restart();
    const lines = readFileSync(file, 'utf8').split('\n');
    const whole = lines.filter((line) => line.endsWith('}')).map((line) => JSON.parse(line) as { checkpoint: string });
    expect(whole.slice(-2).map(({ checkpoint }) => checkpoint)).toEqual([
      before.body.checkpoint,
      after.body.checkpoint,
    ]);
  });

  it('is not given for what was not recorded', async () => {
    const dry = await server().post(server().at('/commands/add-note?dryRun=true'), JSON.stringify(note));
    expect(dry.body).not.toHaveProperty('checkpoint');
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedStore } from '#libs/event-store';
import { checkAlone, isEvidence, type VerifyOptions } from '../../apps/cli/src/commands/evidence.js';

let dir: string;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'drawdown-options-'));
  for (const [name, text] of Object.entries({ 'a.zip': 'PK', 'a.ndjson': '{}', 'a.tlog-proof': '', export: '{}' }))
    writeFileSync(join(dir, name), text);
  await openEmbeddedStore({ dataDir: join(dir, 'data') }).close();
});
afterAll(() => rmSync(dir, { recursive: true }));

const every: Required<VerifyOptions> = { key: 'k', formerKey: ['f'], checkpoint: 'c', older: ['o'], json: true };

/** The options that are refused for a source, each given alone. */
async function refused(source: string): Promise<string[]> {
  const names: string[] = [];
  for (const [name, value] of Object.entries(every)) {
    const given = isEvidence(source.startsWith('http') ? source : join(dir, source), { [name]: value });
    await given.catch((error: { exitCode?: number }) => names.push(`${name} ${error.exitCode}`));
  }
  return names;
}

describe('drawdown verify', () => {
  it.each([
    ['a.zip', ['checkpoint 2']],
    ['a.ndjson', []],
    ['a.tlog-proof', ['formerKey 2', 'checkpoint 2', 'older 2', 'json 2']],
    ['http://127.0.0.1:1/log/a', ['checkpoint 2']],
    ['data', ['formerKey 2', 'checkpoint 2', 'older 2']],
    ['data/drawdown.sqlite', ['formerKey 2', 'checkpoint 2', 'older 2']],
  ])('of %s refuses options that it would not use: %j', async (source, options) => {
    expect(await refused(source)).toEqual(options);
  });

  it('takes a file of any name for an export where its checkpoint is given', async () => {
    expect(await isEvidence(join(dir, 'export'), { checkpoint: 'c', older: ['o'] })).toBe(true);
  });

  it('says how a checkpoint that was kept is compared with a package', async () => {
    await expect(isEvidence(join(dir, 'a.zip'), { checkpoint: 'c' })).rejects.toThrow('--older');
  });
});

describe('drawdown export --evidence', () => {
  it('refuses options that choose a part or another form', () => {
    expect(() => checkAlone({ as: 'envelopes', format: 'ndjson' })).not.toThrow();
    for (const more of [{ as: 'commands' }, { format: 'csv' }, { view: 'bases' }, { base: 'ber' }])
      expect(() =>
        checkAlone({ as: 'envelopes', format: 'ndjson', ...more } as Parameters<typeof checkAlone>[0]),
      ).toThrow('--evidence');
  });
});

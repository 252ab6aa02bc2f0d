import { spawnSync } from 'node:child_process';
import { PassThrough } from 'node:stream';
import { commands } from '#libs/domain';
import { makeProgram } from '../program.js';
import { completionFor, shells } from './completion.js';
import { bodyOf, personAt } from './record.js';

describe('fields become the body of a command', () => {
  it.each<[string, Record<string, unknown>]>([
    ['--base ber --on 2023-08-13', { base: 'ber', on: '2023-08-13' }],
    ['--reason=rains --late', { reason: 'rains', late: true }],
    ['--lines.0.component civilian --lines.0.count 5', { lines: [{ component: 'civilian', count: 5 }] }],
    ['--location.lat 16.8 --location.lon -2.5', { location: { lat: 16.8, lon: -2.5 } }],
    ['--count {"about":200}', { count: { about: 200 } }],
  ])('%s', (words, body) => expect(bodyOf(words.split(' '))).toEqual(body));

  it.each(['ber', '--base ber ber', '--base ber --base gao', '--base ber --base.0 gao'])('and %s is refused', (words) =>
    expect(() => bodyOf(words.split(' '))).toThrow(/--/),
  );
});

describe('a person at a terminal', () => {
  const terminal = () => Object.assign(new PassThrough(), { isTTY: true });

  it('is asked for a field, with an example', async () => {
    const [input, output] = [terminal(), terminal()];
    const said = personAt(input, output)?.('base', 'ber');
    input.write('gao\n');
    expect([await said, String(output.read())]).toEqual(['gao', expect.stringContaining('base (such as ber): ')]);
  });

  it.each([
    ['Ctrl-C', '\u0003'],
    ['Ctrl-D', '\u0004'],
  ])('who ends it by %s is told that nothing was recorded', async (_, key) => {
    const [input, output] = [terminal(), terminal()];
    const said = personAt(input, output)?.('base', 'ber');
    input.write(key);
    await expect(said).rejects.toThrow('nothing was recorded');
  });

  it('is nobody where no terminal is', () => expect(personAt(new PassThrough(), terminal())).toBeUndefined());
});

describe('bash completes', () => {
  const program = makeProgram({ dir: '.', version: '' }, {});
  const completed = (...words: string[]): string[] => {
    const script = `${completionFor('bash', program)}\nCOMP_WORDS=(drawdown ${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length}; _drawdown; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout, stderr } = spawnSync('bash', ['-c', script], { encoding: 'utf8' });
    expect(stderr).toBe('');
    return stdout.trim().split('\n');
  };

  it.each<[string[], string[]]>([
    [['imp'], ['import']],
    [['import', 'minusma', 'a.csv', '--ki'], ['--kind']],
    [['token', 'cr'], ['create']],
    [['record', 'minusma', 'expedite'], ['expedite-withdrawal']],
    [
      ['record', 'minusma', 'expedite-withdrawal', '--base', 'ber', '--re'],
      ['--reason', '--reportedAt'],
    ],
    [['record', 'minusma', 'expedite-withdrawal', '--d'], ['--dry-run']],
  ])('%p', (words, found) => expect(completed(...words)).toEqual(expect.arrayContaining(found)));

  it('the name of a file where no word fits', () => {
    const script = `${completionFor('bash', program)}\ncomplete -p drawdown`;
    expect(completed('import', 'minusma', 'READ')).toEqual(['']);
    expect(spawnSync('bash', ['-c', script], { encoding: 'utf8' }).stdout).toContain('-o default');
  });

  it('every command of a mission', () => expect(completed('record', 'minusma', '')).toEqual([...commands]));

  it('and every shell has all of them', () => {
    for (const shell of shells) {
      const script = completionFor(shell, program);
      expect(commands.filter((command) => !script.includes(command))).toEqual([]);
    }
  });
});

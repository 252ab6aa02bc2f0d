import { spawnSync } from 'node:child_process';
import { commands } from '#libs/domain';
import { makeProgram } from '../program.js';
import { completionFor, shells } from './completion.js';
import { bodyOf } from './record.js';

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
  ])('%p', (words, found) => expect(completed(...words)).toEqual(expect.arrayContaining(found)));

  it('every command of a mission', () => expect(completed('record', 'minusma', '')).toEqual([...commands]));

  it('and every shell has all of them', () => {
    for (const shell of shells) {
      const script = completionFor(shell, program);
      expect(commands.filter((command) => !script.includes(command))).toEqual([]);
    }
  });
});

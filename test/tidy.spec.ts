import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Tracked and new files of the project, as git sees them. */
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
  .split('\n')
  .filter((file) => file !== '' && existsSync(file));
const sources = files.filter((file) => /\.(ts|tsx)$/.test(file));
const texts = files.filter(
  (file) => /\.(ts|tsx|css|html|cjs|js|json|md|sh)$/.test(file) && file !== 'package-lock.json',
);
const read = (file: string): string => readFileSync(file, 'utf8');
const linesMax = 300;
// Written with a class of one letter, so that this file does not match itself.
const leftovers = /\b(T[O]DO|F[I]XME|H[A]CK)\b/;
const silenced = /a[s] any[;),\]]|a[s] unknown as|@ts[-](ignore|expect-error|nocheck)|lint[-]disable/;
const focused = /\b(it|test|describe)[.](skip|only|todo)\b/;
/** Libraries and apps, without their specs, the registry of entry types itself, and the page's words for what the API names. */
const ownCode = sources.filter(
  (file) =>
    /^(libs|apps)\//.test(file) &&
    !/\.spec\.ts$|^libs\/domain\/src\/entries\/|^apps\/dashboard\/src\/words\//.test(file),
);
const assertedData = /(?<!parse\()\bdata\)? as (\{|EntryData)|as EntryData\[|\bdata \?\? \{\}\) as|as Entry\['data'\]/;
const entryTypes = files
  .filter((file) => /^libs\/domain\/src\/entries\/[a-z-]+\.ts$/.test(file))
  .flatMap((file) => [...read(file).matchAll(/: EntryDefinition<(\w+)Data>/g)].map(([, type]) => type))
  .join('|');
// Two or more of them one after another, as members or as keys.
const typesListed = new RegExp(`'(${entryTypes})',\\s*'(${entryTypes})'|\\b(${entryTypes}): .*,\\s*(${entryTypes}): `);
/** What gives others their turn, and goes on whatever becomes of the process. */
const turnsTaken = /import \{[^}]*\bsetImmediate\b[^}]*\} from 'node:timers\/promises'/;
const machinePaths = /(^|[\s'"`(=])\/(tmp|work|root|home)\//m;

/** What speaks to whoever asks: everything but descriptions of the API, the command line and the page. */
const spoken = sources.filter(
  (file) =>
    /^(libs\/(domain|timeline|explain)|apps\/server)\/src\//.test(file) && !/\.spec\.ts$|\/describe\//.test(file),
);
/** A text that is given to what is sent as a sentence. */
const assembled = /(?<!\.)\b(sentence|message|detail|statusReason)\s*[:=]\s*([\w.]+\s*\?\s*)?['"`]/;
const saying = /\bsay`/;
/** Where parts are put together, for each language. */
const rooms = new RegExp(
  [
    '^libs/domain/src/(sentences|entries|validation|discrepancies/sentences)/',
    '^libs/domain/src/(decider/(field-texts|refusals-fr|warnings)|views/status-reasons)\\.ts$',
    '^libs/timeline/src/(write/outcome|read/as-of)\\.ts$',
    '^apps/server/src/(http/strict-json|\\w+/details)\\.ts$',
  ].join('|'),
);

const having = (list: readonly string[], pattern: RegExp): string[] => list.filter((file) => pattern.test(read(file)));

describe('the project', () => {
  it('has its fixed top level', () => {
    const top = new Set(files.map((file) => file.split('/')[0]).filter((name) => !name?.startsWith('.')));
    expect(top).toEqual(
      new Set([
        'CHANGELOG.md',
        'CONTRIBUTING.md',
        'LICENSE',
        'README.md',
        'apps',
        'docs',
        'libs',
        'nest-cli.json',
        'package-lock.json',
        'package.json',
        'test',
        'tsconfig.json',
      ]),
    );
  });

  it(`has no source of more than ${linesMax} lines`, () =>
    expect(sources.filter((file) => read(file).split('\n').length > linesMax)).toEqual([]));

  it('leaves nothing undone, silences no check, and skips no test', () => {
    expect(having(texts, leftovers)).toEqual([]);
    expect(having(sources, silenced)).toEqual([]);
    expect(having(sources, focused)).toEqual([]);
  });

  it('says sentences in their rooms alone', () => {
    expect(having(spoken, assembled).filter((file) => !rooms.test(file))).toEqual([]);
    expect(spoken.filter((file) => saying.test(read(file)) && !rooms.test(file))).toEqual([]);
  });

  it.each([
    'const message = `Convoy ${id} arrived`;',
    "return { detail: 'must be a count' };",
    'statusReason: `${name} is late`',
    "sentence = isLate ? 'late' : 'on time'",
  ])('would find a sentence that is put together elsewhere: %s', (line) => expect(line).toMatch(assembled));

  it('asks of the type of an entry what its data is, and asserts it nowhere', () =>
    expect(having(ownCode, assertedData)).toEqual([]));

  it('lists entry types in their registry alone: what else goes by types asks their definitions', () =>
    expect(having(ownCode, typesListed)).toEqual([]));

  it('lets others go between where works learn that the process ends, and nowhere else', () =>
    // What is appended is gathered for a turn, whatever becomes of the process.
    expect(
      having(
        ownCode.filter((file) => /^(apps\/server|libs\/timeline)\//.test(file)),
        turnsTaken,
      ).toSorted(),
    ).toEqual(['libs/timeline/src/event-loop/slices.ts', 'libs/timeline/src/write/mailbox.ts']));

  it('names no path of a machine', () => expect(having(texts, machinePaths)).toEqual([]));

  it('has no link in its docs that leads nowhere', () => {
    const broken = files
      .filter((file) => file.endsWith('.md'))
      .flatMap((file) =>
        [...read(file).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)]
          .map(([, target = '']) => join(dirname(file), target))
          .filter((target) => !existsSync(target))
          .map((target) => `${file}: ${target}`),
      );
    expect(broken).toEqual([]);
  });

  it('pins every dependency', () => {
    const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<
      string,
      Record<string, string>
    >;
    for (const version of Object.values({ ...dependencies, ...devDependencies }))
      expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  });
});

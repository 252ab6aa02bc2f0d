import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

type Files = Record<string, string>;

/** A small project with these files, and the folders of it to look at. */
function projectOf(files: Files): [string, string[]] {
  const dir = mkdtempSync(join(tmpdir(), 'drawdown-architecture-'));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, file)), { recursive: true });
    writeFileSync(join(dir, file), text);
  }
  for (const name of ['tsconfig.json', 'package.json', 'node_modules']) symlinkSync(resolve(name), join(dir, name));
  return [dir, [...new Set(Object.keys(files).map((file) => file.split('/')[0] ?? ''))]];
}

/** The rules that each project breaks. */
function brokenBy(projects: [string, string[]][]): string[][] {
  const given = ['test/support/cruise.mjs', JSON.stringify(projects)];
  return JSON.parse(execFileSync(process.execPath, given, { encoding: 'utf8' })) as string[][];
}

/** A file of one room of the domain that imports one of another. */
const room = (from: string, to: string): Files => ({
  [`libs/domain/src/${from}/a.ts`]: `import '../${to}/b.js';`,
  [`libs/domain/src/${to}/b.ts`]: '',
});

/** Each rule, and what breaks it. */
const broken: [string, Files][] = [
  ['domain-is-pure', { 'libs/domain/src/a.ts': `import 'node:fs';` }],
  ['domain-is-pure', { 'libs/domain/src/a.ts': `import 'fastify';` }],
  [
    'event-store-does-not-know-the-domain',
    { 'libs/event-store/src/a.ts': `import '../../domain/src/index.js';`, 'libs/domain/src/index.ts': '' },
  ],
  ['plans-know-the-domain-alone', { 'libs/planning/src/a.ts': `import 'node:fs';` }],
  [
    'only-the-server-and-the-command-line-plan',
    { 'libs/timeline/src/a.ts': `import '../../planning/src/index.js';`, 'libs/planning/src/index.ts': '' },
  ],
  ['alerts-know-the-domain-plans-and-forecasts-alone', { 'libs/alerts/src/a.ts': `import 'node:fs';` }],
  [
    'only-the-server-alerts',
    { 'libs/timeline/src/a.ts': `import '../../alerts/src/index.js';`, 'libs/alerts/src/index.ts': '' },
  ],
  ['forecasts-know-the-domain-alone', { 'libs/forecast/src/a.ts': `import 'node:fs';` }],
  [
    'only-the-server-and-the-command-line-forecast',
    { 'libs/timeline/src/a.ts': `import '../../forecast/src/index.js';`, 'libs/forecast/src/index.ts': '' },
  ],
  [
    'libs-are-entered-by-their-index',
    { 'apps/server/src/a.ts': `import '../../../libs/domain/src/fold.js';`, 'libs/domain/src/fold.ts': '' },
  ],
  [
    'tests-enter-libs-by-their-index',
    { 'test/a.spec.ts': `import '../libs/domain/src/fold/fold.js';`, 'libs/domain/src/fold/fold.ts': '' },
  ],
  ['domain-values', room('values', 'ledger')],
  ['domain-ledger', room('ledger', 'state')],
  ['domain-sentences', room('sentences', 'ledger')],
  ['domain-state', room('state', 'fold')],
  ['domain-entries', room('entries', 'fold')],
  ['domain-entries', room('entries', 'decider')],
  ['domain-envelope', room('envelope', 'fold')],
  [
    'envelope-runs-nothing-of-entries',
    {
      'libs/domain/src/envelope/a.ts': `import '../entries/registry.js';`,
      'libs/domain/src/entries/registry.ts': '',
    },
  ],
  ['domain-validation', room('validation', 'fold')],
  [
    'decorators-know-values-and-sentences-alone',
    {
      'libs/domain/src/validation/decorators.ts': `import '../entries/a.js';`,
      'libs/domain/src/entries/a.ts': '',
    },
  ],
  ['domain-discrepancies', room('discrepancies', 'fold')],
  ['domain-discrepancies', room('discrepancies', 'views')],
  [
    'catalogues-are-leaves',
    { 'libs/domain/src/decider/refusals.ts': `import '../fold/a.js';`, 'libs/domain/src/fold/a.ts': '' },
  ],
  ['domain-fold', room('fold', 'views')],
  ['domain-fold', room('fold', 'decider')],
  ['domain-decider', room('decider', 'views')],
  ['domain-views', room('views', 'decider')],
  ['domain-views', room('views', 'entries')],
  ['persistent-imports-nothing', { 'libs/persistent/src/a.ts': `import 'node:fs';` }],
  [
    'explain-imports-the-domain-alone',
    { 'libs/explain/src/a.ts': `import '../../timeline/src/index.js';`, 'libs/timeline/src/index.ts': '' },
  ],
  [
    'only-the-server-explains',
    { 'libs/timeline/src/a.ts': `import '../../explain/src/index.js';`, 'libs/explain/src/index.ts': '' },
  ],
  [
    'proofs-know-no-missions',
    { 'libs/audit/src/a.ts': `import '../../domain/src/index.js';`, 'libs/domain/src/index.ts': '' },
  ],
  ['no-cycles', { 'apps/server/src/a.ts': `import './b.js';`, 'apps/server/src/b.ts': `import './a.js';` }],
  [
    'dashboard-uses-the-public-api-alone',
    {
      'apps/dashboard/src/a.tsx': `import { x } from '../../../libs/domain/src/index.js'; x();`,
      'libs/domain/src/index.ts': 'export const x = () => 1;',
    },
  ],
  [
    'client-runs-alone',
    {
      'libs/client/src/a.ts': `import { x } from '../../domain/src/index.js'; x();`,
      'libs/domain/src/index.ts': 'export const x = () => 1;',
    },
  ],
  [
    'client-knows-types-of-the-domain-alone',
    {
      'libs/client/src/a.ts': `import type { X } from '../../timeline/src/index.js'; export const y: X = 1;`,
      'libs/timeline/src/index.ts': 'export type X = 1;',
    },
  ],
  [
    'nothing-imports-apps',
    { 'libs/timeline/src/a.ts': `import '../../../apps/server/src/a.js';`, 'apps/server/src/a.ts': '' },
  ],
];

describe('imports go one way', () => {
  it('in this project', () => expect(brokenBy([['.', ['apps', 'libs', 'test']]])).toEqual([[]]));

  it('which every rule can tell', () => {
    const projects = broken.map(([, files]) => projectOf(files));
    try {
      const told = brokenBy(projects).map((rules, place) => [place, ...rules]);
      expect(told).toEqual(broken.map(([rule], place) => [place, rule]));
    } finally {
      for (const [dir] of projects) rmSync(dir, { recursive: true });
    }
  });
});

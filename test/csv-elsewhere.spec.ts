import fc from 'fast-check';
import { execFileSync } from 'node:child_process';
import { CommandTable } from '../apps/cli/src/exported-commands.js';
import { csv } from '../apps/server/src/queries/csv.js';
import { hasTool } from './faults/support.js';
import { isFormula, undefused } from './support/formats.js';

/** What the csv module of Python reads in each of some files, as it is set up for Excel's files. */
const program = `
import csv, io, json, sys
files = json.load(sys.stdin)
json.dump([list(csv.reader(io.StringIO(file, newline=''), strict=True)) for file in files], sys.stdout)
`;
import { rounds } from './support/rounds.js';
const readElsewhere = (files: readonly string[]): string[][][] =>
  JSON.parse(
    execFileSync('python3', ['-c', program], { input: JSON.stringify(files), maxBuffer: 2 ** 28 }).toString(),
  ) as string[][][];

const difficult = fc.constantFrom(
  '\n',
  '\r',
  '\r\n',
  '"',
  ',',
  ';',
  '\t',
  ' ',
  '=1+1',
  '@x',
  "'",
  '\uFEFF',
  '\\',
  'a',
  '🚚',
);
const texts = fc.array(difficult, { maxLength: 6 }).map((parts) => parts.join(''));
// One start of Python reads many files; shrinking would start it anew for each.
const several = { numRuns: rounds(1), endOnFailure: true };
const manyTables = fc.array(fc.array(fc.record({ first: texts, second: texts }), { minLength: 1, maxLength: 4 }), {
  minLength: 300,
  maxLength: 300,
});

describe('CSV, as another program reads it', () => {
  it('has a row for each row and a cell for each text, none of which begins a formula', () => {
    if (!hasTool('python3', 'CSV as Python reads it')) return;
    fc.assert(
      fc.property(manyTables, (tables) => {
        const read = readElsewhere(tables.map((rows) => [...csv(rows)].join('')));
        read.forEach(([header, ...rows], index) => {
          expect(header).toEqual(['first', 'second']);
          expect(rows.map((row) => row.map(undefused))).toEqual(
            tables[index]?.map(({ first, second }) => [first, second]),
          );
          expect(rows.flat().filter(isFormula)).toEqual([]);
        });
      }),
      several,
    );
  });

  it('has a row for each row where there is but one column, empty or not', () => {
    if (!hasTool('python3', 'CSV of one column as Python reads it')) return;
    fc.assert(
      fc.property(
        fc.array(fc.array(texts, { minLength: 1, maxLength: 4 }), { minLength: 200, maxLength: 200 }),
        (tables) => {
          const read = readElsewhere(tables.map((rows) => [...csv(rows.map((only) => ({ only })))].join('')));
          expect(read.map(([, ...rows]) => rows.map((row) => row.map(undefused)))).toEqual(
            tables.map((rows) => rows.map((only) => [only])),
          );
        },
      ),
      several,
    );
  });

  it('has the cells of exported commands too', () => {
    if (!hasTool('python3', 'exported commands as Python reads them')) return;
    fc.assert(
      fc.property(
        fc.array(
          texts.filter((text) => text !== ''),
          { minLength: 300, maxLength: 300 },
        ),
        (notes) => {
          const table = new CommandTable();
          const commands = notes.map((text) => ({ command: 'add-note', text }));
          table.note(commands);
          const [[, ...rows] = []] = readElsewhere([table.header() + table.lines(commands)]);
          expect(rows.map(([command, text = '']) => [command, undefused(text)])).toEqual(
            notes.map((text) => ['add-note', text]),
          );
        },
      ),
      several,
    );
  });
});

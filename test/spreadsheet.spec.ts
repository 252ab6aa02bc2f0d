import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { readCsv } from '../apps/cli/src/csv-commands.js';
import { doubtAbout, withDoubts } from '../apps/cli/src/doubts.js';
import { commandOf, CommandTable } from '../apps/cli/src/exported-commands.js';
import { isRemark, readNdjson, type FromFile } from '../apps/cli/src/lines.js';
import { plain } from '../apps/cli/src/output.js';
import { record, type TestCommand } from './support/log.js';
import { rounds } from './support/rounds.js';

const example = readFileSync('docs/examples/minusma-2023.ndjson', 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as TestCommand);
const exported = record([
  ...example,
  {
    command: 'establish-base',
    base: 'x',
    name: 'X',
    kind: 'camp',
    location: { lat: 1e-7, lon: -2.5 },
    liquidation: true,
  },
]).map((entry) => commandOf(entry, 'Africa/Bamako'));

async function* bytes(text: string | Uint8Array): AsyncGenerator<Uint8Array> {
  const all = Buffer.from(text);
  for (let start = 0; start < all.length; start += 1000) yield all.subarray(start, start + 1000);
}

async function read(text: string | Uint8Array): Promise<FromFile[]> {
  const found: FromFile[] = [];
  for await (const line of readCsv(bytes(text))) found.push(line);
  return found;
}

const withoutNumbers = (lines: readonly FromFile[]): object[] => lines.map((line) => ({ ...line, number: 0 }));
const withHeader = (columns: string, ...rows: string[]): string => [columns, ...rows, ''].join('\r\n');
const base = 'command,base,name,kind,location.lat,location.lon,liquidation';

/** How a spreadsheet saves a file again. */
interface Habits {
  delimiter: ',' | ';' | '\t';
  bom: boolean;
  quoted: boolean;
  yes: string;
  no: string;
  end: '\r\n' | '\n';
}

describe('an exported log that a spreadsheet has saved', () => {
  it('is read as the same commands, however it was saved', async () => {
    const table = new CommandTable();
    table.note(exported);
    const cells = parse(table.header() + table.lines(exported));
    const expected: FromFile[] = [];
    const lines = exported.map((command) => `${JSON.stringify(command)}\n`).join('');
    for await (const line of readNdjson(bytes(lines))) expected.push(line);
    const saved = ({ delimiter, bom, quoted, yes, no, end }: Habits): string => {
      const changed = cells.map((row) =>
        [...row, ''].map((cell) => {
          if (cell === 'true') return yes;
          if (cell === 'false') return no;
          const isDecimal = delimiter === ';' && /^-?\d+\.\d+(e-?\d+)?$/.test(cell);
          return isDecimal ? cell.replace('.', ',').replace('e', 'E') : cell;
        }),
      );
      return stringify(changed, { delimiter, bom, quoted, record_delimiter: end });
    };
    await fc.assert(
      fc.asyncProperty(
        fc.record<Habits>({
          delimiter: fc.constantFrom(',', ';', '\t'),
          bom: fc.boolean(),
          quoted: fc.boolean(),
          yes: fc.constantFrom('TRUE', 'true', 'VRAI', 'Vrai'),
          no: fc.constantFrom('FALSE', 'faux', 'FAUX'),
          end: fc.constantFrom('\r\n', '\n'),
        }),
        async (habits) => expect(withoutNumbers(await read(saved(habits)))).toEqual(withoutNumbers(expected)),
      ),
      { numRuns: rounds(12) },
    );
  });
});

describe('CSV', () => {
  const bodyOf = async (text: string): Promise<object | undefined> => {
    const line = (await read(text)).at(-1);
    return line && 'body' in line ? line.body : line;
  };

  it('has numbers with a decimal comma only where semicolons separate', async () => {
    const semicolons = withHeader(base.replaceAll(',', ';'), 'establish-base;x;X;camp;16,83;-2,5E-07;vrai');
    expect(await bodyOf(semicolons)).toMatchObject({ location: { lat: 16.83, lon: -2.5e-7 }, liquidation: true });
    expect(await bodyOf(withHeader(base, 'establish-base,x,X,camp,"16,83",1e-7,'))).toMatchObject({
      location: { lat: '16,83', lon: 1e-7 },
    });
  });

  it('leaves numbers that cannot be kept as texts, which the server refuses by name', async () => {
    const row = 'establish-base,x,X,camp,1e400,1e-400,';
    expect(await bodyOf(withHeader(base, row))).toMatchObject({ location: { lat: '1e400', lon: '1e-400' } });
    expect(await bodyOf(withHeader('command,counter,count', 'report-counter,c,9007199254740993'))).toMatchObject({
      count: '9007199254740993',
    });
  });

  it('leaves what may be a thousand or one to the server, which refuses it', async () => {
    expect(await bodyOf(withHeader('command;counter;count', 'report-counter;c;5,000'))).toMatchObject({
      count: '5,000',
    });
    expect(await bodyOf(withHeader('command,counter,count.about', 'report-counter,c,1.000'))).toMatchObject({
      count: { about: '1.000' },
    });
    expect(await bodyOf(withHeader(base, 'establish-base,x,X,camp,12.000,1,'))).toMatchObject({
      location: { lat: 12 },
    });
  });

  it('may have lines that end in several ways', async () => {
    const lines = await read(
      `${base}\r\nestablish-base,x,X,camp,1,2,\nestablish-base,y,Y,camp,1,2,\restablish-base,z,"Z\n",camp,1,2,`,
    );
    expect(lines).toMatchObject([
      { body: { base: 'x' } },
      { body: { base: 'y' } },
      { body: { base: 'z', name: 'Z\n' } },
    ]);
  });

  it('may have a second row of HXL tags, which is skipped and said', async () => {
    const tags = '#meta+command,#loc+code,#loc+name,#loc+type,#geo+lat,#geo + lon,';
    const row = 'establish-base,x,X,camp,1,2,TRUE';
    const [said, line] = await read(withHeader(base, tags, row));
    expect(said).toEqual({ number: 2, remark: expect.stringContaining('HXL') });
    expect(line).toMatchObject({ number: 3, command: 'establish-base' });
    expect((await read(withHeader(base, row, tags))).filter(isRemark)).toEqual([]);
  });

  it('may have empty columns and rows where a spreadsheet had cells', async () => {
    const lines = await read(withHeader(`${base},,`, 'establish-base,x,X,camp,1,2,TRUE,,', ',,,,,,,,'));
    expect(lines).toMatchObject([{ number: 2, body: { base: 'x', liquidation: true } }]);
  });

  it('keeps a date that is not ISO as it is: the server says what to write', async () => {
    expect(await bodyOf(withHeader('command,base,occurredAt', 'report-base-vacated,ber,13/08/2023'))).toMatchObject({
      occurredAt: '13/08/2023',
    });
  });
});

describe('a text that is UTF-8 read twice', () => {
  it.each(['GoundÃ©', 'lâ€™armÃ©e', 'Ã‰tat', 'Â« MÃ©naka Â»', 'ðŸšš', 'TimbÃ¼ktu'])('is doubted: %s', (text) => {
    expect(doubtAbout(text)).toContain('looks like');
  });

  it.each(['Goundé', 'l’armée', 'État', '« Ménaka »', '🚚', 'NÃO', 'ÂGE', 'São Tomé', 'Übung', 'Ñandú', '16°N ±2'])(
    'is not doubted where it is none: %s',
    (text) => expect(doubtAbout(text)).toBeUndefined(),
  );

  it('is told by its line, which is read all the same', async () => {
    const found: FromFile[] = [];
    const text = withHeader('command,text,occurredAt', 'add-note,fine,2023-08-13', 'add-note,GoundÃ©,2023-08-13');
    for await (const line of withDoubts(readCsv(bytes(text)))) found.push(line);
    expect(found.map((line) => (isRemark(line) ? line.number : 'read'))).toEqual(['read', 3, 'read']);
  });
});

describe('what others wrote, on a terminal', () => {
  it('shows control and direction characters escaped, and is one line', () => {
    expect(plain('a\u001B[31mred\u009B0m \u202Eevil\u202C \u2066x\u2069 b\nc')).toBe(
      'a\\u001b[31mred\\u009b0m \\u202eevil\\u202c \\u2066x\\u2069 b c',
    );
    expect(plain('Goundé 🚚 \u200Fעברית')).toBe('Goundé 🚚 \u200Fעברית');
  });
});

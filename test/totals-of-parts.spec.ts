import { fold, measureOf, views, type Entry } from '#libs/domain';
import { yearLong } from './support/given.js';
import { record, type TestCommand } from './support/log.js';
import { differences } from './support/parcels-oracle.js';

/**
 * The table of the ruling on totals of parts. A line in words: `departed T 60` is a total, `leave T 500` a repatriation,
 * `die uniformed 3` an incident; each a day later than the one before. T, P and C are troops, police and civilians.
 */
const full = 'T 900, P 100, C 50';
const uniformedOnly = 'T 900, P 100';

interface Row {
  opening: string;
  lines: string;
  shows?: 'departed' | 'present' | 'baseline' | 'died';
  /** Best value by node; the undivided are those of all nodes together. */
  figures: string;
  discrepancy?: true;
}

const rows: Row[] = [
  { opening: full, lines: 'departed all 100; T 60', figures: 'T 60, P 27, C 13, undivided 0' },
  {
    opening: full,
    lines: 'departed all 100; uniformed 70; T 80',
    figures: 'T 80, P 0, C 20, undivided 0, uniformed 80, all 100',
  },
  { opening: full, lines: 'departed all 100; T 60; uniformed 80', figures: 'T 60, P 20, C 20, undivided 0' },
  {
    opening: full,
    lines: 'departed uniformed 100; T 80; P 20; P 30; all 150',
    figures: 'T 115, P 33, C 2, undivided 0, uniformed 148',
  },
  {
    opening: full,
    lines: 'departed uniformed 100; T 60; leave all 50; departed T 90',
    figures: 'T 90, P 51, C 9, undivided 0',
  },
  {
    opening: full,
    lines: 'departed all 100; T 60; P 10; leave all 50',
    figures: 'T 104, P 15, C 31, undivided 0',
  },
  {
    opening: full,
    lines: 'departed all 300; present T 850',
    figures: 'T 50, P 100, C 50, undivided 100, present all 750, present T 850',
    discrepancy: true,
  },
  {
    opening: full,
    lines: 'departed all 300; T 100; P 100; C 50',
    figures: 'T 100, P 100, C 50, undivided 50',
    discrepancy: true,
  },
  {
    opening: full,
    lines: 'present T 800; departed uniformed 150; T 130',
    figures: 'T 130, P 20, C 0, undivided 0, present T 770',
  },
  {
    opening: full,
    lines: 'present uniformed 500; T 450',
    shows: 'present',
    figures: 'T 450, P 50, C 50, undivided 0',
  },
  {
    opening: full,
    lines: 'baseline uniformed 1100; T 980',
    shows: 'baseline',
    figures: 'T 980, P 100, C 50, undivided 20',
  },
  {
    opening: uniformedOnly,
    lines: 'departed uniformed 100; all 150; T 120',
    figures: 'T 120, P 30, undivided 0, uniformed 150',
  },
  {
    opening: uniformedOnly,
    lines: 'departed all atLeast 300; T about 200',
    figures: 'T 200, P 100, undivided 0, low T 180, high T 220',
  },
  { opening: uniformedOnly, lines: 'leave uniformed 100; leave T 500', figures: 'T 590, P 10, undivided 0' },
  { opening: uniformedOnly, lines: 'leave uniformed 100; leave P 95', figures: 'T 95, P 100, undivided 0' },
  {
    opening: uniformedOnly,
    lines: 'baseline uniformed 950; T 920',
    shows: 'baseline',
    figures: 'T 920, P 30, undivided 0',
  },
  {
    opening: uniformedOnly,
    lines: 'baseline uniformed 1000; T 900; P 200',
    shows: 'baseline',
    figures: 'T 900, P 200, undivided 0, uniformed 1100',
    discrepancy: true,
  },
  {
    opening: uniformedOnly,
    lines: 'baseline uniformed 1100; present T 1000',
    shows: 'present',
    figures: 'T 1000, P 100, undivided 0',
  },
  {
    opening: 'uniformed 1000',
    lines: 'departed all 100; T 60',
    figures: 'T 60, undivided 40, baseline T 60, baseline undivided 940, present T 0, present undivided 900',
  },
  { opening: 'T 100, P 100', lines: 'die uniformed 10; present T 97', shows: 'died', figures: 'T 3, P 7, undivided 0' },
  {
    opening: 'T 100',
    lines: 'departed T 40; die uniformed 3; present T 0',
    figures: 'T 97, undivided 0, died all 3, present all 0',
  },
  { opening: 'T 900, T@BFA 100', lines: 'departed T 100', figures: 'T 100, T@BFA 10, undivided 90' },
  {
    opening: 'uniformed 1000',
    lines: 'baseline all 1000; leave T 5; baseline uniformed 950',
    shows: 'baseline',
    figures: 'T 5, undivided 995, uniformed 950, all 1000',
  },
  {
    opening: 'uniformed 1000',
    lines: 'baseline T 400; present T 450',
    shows: 'present',
    figures: 'T 450, undivided 600, arrived T 50',
    discrepancy: true,
  },
];

const components: Record<string, string> = { T: 'uniformed/troops', P: 'uniformed/police', C: 'civilian' };

/** `T@BFA` as the component and the contributor that it stands for. */
function whom(text: string): { component: string; contingent?: string } {
  const [name = '', contingent] = text.split('@');
  return { component: components[name] ?? name, ...(contingent !== undefined && { contingent }) };
}

const nodeFor = (text: string): string => {
  const { component, contingent } = whom(text);
  return contingent === undefined ? component : `${component}@${contingent}`;
};

const opened = (strength: string): TestCommand =>
  yearLong(
    strength.split(', ').map((line) => {
      const [name = '', count = ''] = line.split(' ');
      return { ...whom(name), count: Number(count) };
    }),
  );

/** The commands of a row, each a day later. */
function commandsOf({ opening, lines }: Row): TestCommand[] {
  let act = '';
  const told = lines.split('; ').map((line, index): TestCommand => {
    const words = line.split(' ');
    if (['departed', 'present', 'baseline', 'leave', 'die'].includes(words[0] ?? '')) act = words.shift() ?? '';
    const [name = '', ...rest] = words;
    const count = rest.length === 1 ? Number(rest[0]) : { [rest[0] ?? '']: Number(rest[1]) };
    const occurredAt = `2022-01-${String(index + 2).padStart(2, '0')}`;
    if (act === 'leave') return { command: 'report-repatriation', lines: [{ ...whom(name), count }], occurredAt };
    if (act === 'die') {
      const casualties = [{ side: 'peacekeeper', killed: count, ...whom(name) }];
      return {
        command: 'report-incident',
        incident: `i${index}`,
        kind: 'attack',
        summary: 's',
        casualties,
        occurredAt,
      };
    }
    return { command: 'report-strength', measure: act, ...whom(name), count, occurredAt };
  });
  return [opened(opening), ...told];
}

/** What a row says is shown, as the views show it. */
function shown(row: Row, entries: Entry[]): string {
  const { books } = fold(entries).state;
  const children = (node: string): string[] => books.tree.get(node) ?? [];
  const undivided = (measure: 'departed', node = 'all'): number => {
    const parts = children(node);
    if (parts.length === 0) return 0;
    const divided = parts.reduce((sum, part) => sum + measureOf(books, measure, part).best, 0);
    return parts.reduce((sum, part) => sum + undivided(measure, part), measureOf(books, measure, node).best - divided);
  };
  return row.figures
    .split(', ')
    .map((figure) => {
      const words = figure.split(' ').slice(0, -1);
      const bound = words[0] === 'low' || words[0] === 'high' ? (words.shift() as 'low' | 'high') : 'best';
      const measure = (words.length === 2 ? words.shift() : (row.shows ?? 'departed')) as 'departed';
      const [name = ''] = words;
      const value = name === 'undivided' ? undivided(measure) : measureOf(books, measure, nodeFor(name))[bound];
      return `${figure.split(' ').slice(0, -1).join(' ')} ${value}`;
    })
    .join(', ');
}

describe('totals of parts', () => {
  it.each(rows)('of $opening, after $lines: $figures', (row) => {
    const entries = record(commandsOf(row));
    expect(shown(row, entries)).toBe(row.figures);
    const { items } = views.discrepancies(fold(entries).state, { at: Date.parse('2022-06-01T00:00:00Z') });
    expect(items.map(({ rule }) => rule).length > 0).toBe(row.discrepancy === true);
  });

  // The oracle takes exact totals alone.
  const exact = rows.filter(({ lines }) => !lines.includes('about'));
  it.each(exact)('are what a naive reading comes to: of $opening, after $lines', (row) => {
    expect(differences(record(commandsOf(row)))).toEqual([]);
  });

  it.each(rows)('are the same whatever was recorded last: of $opening, after $lines', (row) => {
    const [first = opened(''), ...rest] = commandsOf(row);
    for (const late of rest.keys()) {
      const reordered = [...rest.slice(0, late), ...rest.slice(late + 1), ...rest.slice(late, late + 1)];
      expect(shown(row, record([first, ...reordered]))).toBe(row.figures);
    }
    expect(shown(row, record([first, ...rest.toReversed()]))).toBe(row.figures);
  });

  it.each(rows)('are the same when a wrong entry was corrected: of $opening, after $lines', (row) => {
    const [first = opened(''), ...rest] = commandsOf(row);
    rest.forEach((command, index) => {
      if (command.command !== 'report-strength') return;
      const { command: _, occurredAt, ...data } = command;
      const wrong = rest.with(index, { ...command, count: 7 });
      const correction = { command: 'correct-entry', entry: index + 1, replacement: { data }, reason: 'misread' };
      expect(shown(row, record([first, ...wrong, correction]))).toBe(row.figures);
      expect(occurredAt).toBeDefined();
    });
  });
});

import { stringify } from 'csv-stringify/sync';
import { pathOf, type Client } from '../client.js';
import { plain, write } from '../output.js';

/** Which steps of a mission are wanted. */
export interface ReplayOptions {
  from?: string;
  to?: string;
  every: string;
  axis: string;
}

/** How the steps are written. */
export type ReplayFormat = 'words' | 'json' | 'csv';

/** One step. Of people the best values; all is null before the mission was known. */
export interface Step {
  at: string;
  revision: number | null;
  present: number | null;
  departed: number | null;
  basesRemaining: number | null;
  status: string | null;
  discrepancies: number | null;
  changed: string[];
}

/** So few steps are asked for at once that each answer comes soon. */
const stepsAtOnce = '50';

const columns = ['present', 'departed', 'basesRemaining', 'status', 'discrepancies'] as const;
const headings = ['present', 'departed', 'bases', 'status', 'discrepancies'] as const;

/** Writes how the summary moved: a line for each step. What is other than in the step before is marked with an asterisk. */
export async function showReplay(
  client: Client,
  mission: string,
  options: ReplayOptions,
  format: ReplayFormat,
): Promise<void> {
  if (format === 'csv') await write(stringify([['at', 'revision', ...columns, 'changed']]));
  if (format === 'words') await write(lineOf('time', [...headings]));
  let before: Step | undefined;
  for (let from = options.from; ;) {
    const path = pathOf(mission, '/replay', { ...options, from, limit: stepsAtOnce });
    const { items, next } = await client.readObject<{ items: Step[]; next?: string }>(path);
    const lines: string[] = [];
    for (const item of items) {
      const step = { ...item, changed: changedSince(before, item) };
      lines.push(written(step, format));
      before = step;
    }
    await write(lines.join('\n'));
    if (next === undefined) return;
    from = next;
  }
}

const changedSince = (before: Step | undefined, step: Step): string[] =>
  before ? columns.filter((name) => before[name] !== step[name]) : [];

function written(step: Step, format: ReplayFormat): string {
  if (format === 'json') return JSON.stringify(step);
  if (format === 'words') return stepInWords(step);
  const { at, revision, changed } = step;
  return stringify([[at, revision, ...columns.map((name) => step[name]), changed.join(' ')]], { eof: false });
}

/** A line for people. */
export const stepInWords = (step: Step): string =>
  lineOf(
    step.at,
    columns.map((name) => {
      const value = step[name];
      const words = typeof value === 'number' ? value.toLocaleString('en-GB') : (value ?? '-');
      return step.changed.includes(name) ? `${words}*` : words;
    }),
  );

const lineOf = (at: string, cells: readonly string[]): string =>
  plain(`${at.padEnd(20)}  ${cells.map((cell) => cell.padStart(12)).join('  ')}`).trimEnd();

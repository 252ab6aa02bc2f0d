import type { DrawdownClient } from '#libs/client';
import { plain, write } from '../output.js';

/** Along which axis, and in which view; what is not given is left to the server. */
export interface DiffOptions {
  axis?: string;
  view?: string;
  json?: true;
}

/** One figure that differs; without `from` or `to`, there is none in that state. */
interface Difference {
  pointer: string;
  from?: unknown;
  to?: unknown;
  entries?: number[];
}

/** What the server answers of two states. */
export interface Diff {
  between: number[];
  items: Difference[];
}

/** Writes what differs between two states of a mission: the server's JSON as it is, or a line for each figure. */
export async function showDiff(
  client: DrawdownClient,
  mission: string,
  from: string,
  to: string,
  { json, ...options }: DiffOptions,
): Promise<void> {
  const [asked, query] = [client.mission(mission), { from, to, ...options }];
  await write(json ? await asked.text('/diff', query) : diffInWords(await asked.json<Diff>('/diff', query)));
}

/** A line for each figure, with the revisions responsible in brackets. */
export function diffInWords({ between, items }: Diff): string {
  const size =
    items.length === 0
      ? 'Nothing differs'
      : `${items.length} ${items.length === 1 ? 'figure differs' : 'figures differ'}`;
  const width = Math.max(0, ...items.map(({ pointer }) => pointer.length));
  return [
    `${size}; entries in one state alone: ${inRanges(between) || 'none'}`,
    ...items.map(({ pointer, from, to, entries }) => {
      const by = entries === undefined ? 'any of them' : inRanges(entries) || 'time alone';
      return `  ${pointer.padEnd(width)}  ${valueInWords(from)} -> ${valueInWords(to)}  [${by}]`;
    }),
  ]
    .map(plain)
    .join('\n');
}

function valueInWords(value: unknown): string {
  if (value === undefined) return '(none)';
  return typeof value === 'number' ? value.toLocaleString('en-GB') : JSON.stringify(value);
}

/** Revisions in order, as "42-44, 50". */
function inRanges(revisions: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const revision of revisions) {
    const last = ranges.at(-1);
    if (last && last[1] === revision - 1) last[1] = revision;
    else ranges.push([revision, revision]);
  }
  return ranges.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(', ');
}

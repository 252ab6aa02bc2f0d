import type { Bounds, DrawdownClient } from '#libs/client';
import { aligned, plain, write, type Formats } from '../output.js';
import { countInWords } from './summary.js';

/** How a mission is replayed; what is not given is left to the server. */
export interface ReplayOptions extends Formats {
  from?: string;
  to?: string;
  every?: string;
  axis?: string;
}

/** One step, as the server answers it. */
export interface Step {
  at: string;
  revision: number;
  status: string;
  present: Bounds;
  departed: Bounds;
  died: Bounds;
  basesRemaining: number;
  discrepancies: number;
  /** Names of the figures that differ from the step before. */
  changed: string[];
}

/** Writes how the summary moved: a table with what changed marked, the server's JSON as it is, or CSV. */
export async function showReplay(
  client: DrawdownClient,
  mission: string,
  { json, csv, ...span }: ReplayOptions,
): Promise<void> {
  const asked = client.mission(mission);
  const accept = csv ? 'text/csv' : 'application/json';
  if (json || csv) return write(await asked.text('/replay', span, { accept }));
  const { items } = await asked.json<{ items: Step[] }>('/replay', span);
  return write(replayInWords(items));
}

const columns: [string, keyof Step, (step: Step) => string][] = [
  ['status', 'status', ({ status }) => status],
  ['present', 'present', ({ present }) => countInWords(present)],
  ['departed', 'departed', ({ departed }) => countInWords(departed)],
  ['died', 'died', ({ died }) => countInWords(died)],
  ['bases', 'basesRemaining', ({ basesRemaining }) => String(basesRemaining)],
  ['discrepancies', 'discrepancies', ({ discrepancies }) => String(discrepancies)],
];

/** A line for each step; a figure that differs from the step before has a star. */
export function replayInWords(steps: readonly Step[]): string {
  const rows = [
    ['at', 'revision', ...columns.map(([title]) => title)],
    ...steps.map((step) => [
      step.at,
      String(step.revision),
      ...columns.map(([, name, words]) => `${words(step)}${step.changed.includes(name) ? ' *' : ''}`),
    ]),
  ].map((row) => row.map(plain));
  return aligned(rows).join('\n');
}

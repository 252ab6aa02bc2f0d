import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import type { Answer, MissionClient } from '#libs/client';
import { exampleOf } from '../../../server/src/describe/openapi-commands.js';
import { bodySchema, dataSchemas } from '../../../server/src/describe/schemas.js';
import { put, valueOf } from '../csv-commands.js';
import { Failure } from '../failure.js';
import { say, write } from '../output.js';

/** How a command is recorded. */
export interface RecordOptions {
  dryRun?: true;
  json?: true;
  key?: string;
}

/** Asks a person for a field; undefined if nobody is there to ask. */
export type AskFor = ((field: string, example: string) => Promise<string>) | undefined;

/** Records one command of fields as they are given (`--on 2023-08-13`); a person at a terminal is asked for what is missing. */
export async function record(
  mission: MissionClient,
  command: string,
  given: readonly string[],
  { dryRun, json, key }: RecordOptions,
  askFor: AskFor,
): Promise<void> {
  const body = bodyOf(given);
  const example = exampleOf(command) as Record<string, unknown>;
  for (const field of askFor ? requiredOf(command) : []) {
    if (Object.hasOwn(body, field)) continue;
    const text = await askFor?.(field, textOf(example[field]));
    if (text) put(body, [field], valueOf([field], text));
  }
  const answer: Answer = dryRun
    ? await mission.dryRun(command, body)
    : await mission.command(command, body, key === undefined ? {} : { key });
  for (const { text } of answer.warnings ?? []) say(`warning: ${text}`);
  for (const { message } of answer.discrepancies) say(`discrepancy: ${message}`);
  if (json) return write(JSON.stringify(answer));
  const revisions = answer.entries.map(({ revision }) => revision).join(', ');
  say(dryRun ? `Dry run, nothing was recorded: ${answer.sentence}` : `Recorded as revision ${revisions}.`);
}

/** The body of a command from its fields: `--base ber`, `--base=ber`, or a name alone for yes. */
export function bodyOf(given: readonly string[]): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  const rest = [...given];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const [, name, , said] = /^--([a-zA-Z]\w*(?:\.\w+)*)(=(.*))?$/s.exec(word) ?? [];
    if (name === undefined) throw new Failure(`"${word}" is no field: write --<field> <value>.`, 2);
    const path = name.split('.');
    const hasValue = said !== undefined || (rest[0] !== undefined && !rest[0].startsWith('--'));
    const value = said ?? (hasValue ? rest.shift() : 'true') ?? '';
    if (!put(body, path, valueOf(path, value)))
      throw new Failure(`--${name} is given twice, or lies inside another.`, 2);
  }
  return body;
}

const requiredOf = (command: string): readonly string[] => bodySchema(command, dataSchemas()).required ?? [];

const textOf = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

/** A stream that may be a terminal. */
interface MaybeTerminal {
  isTTY?: boolean;
}

/** Asks the person at this terminal; nobody if it is none. Throws a Failure if they end it there (Ctrl-C, Ctrl-D). */
export function personAt(
  input: NodeJS.ReadableStream & MaybeTerminal,
  output: NodeJS.WritableStream & MaybeTerminal,
): AskFor {
  if (!input.isTTY || !output.isTTY) return undefined;
  return async (field, example) => {
    const lines = createInterface({ input, output });
    const ended = once(lines, 'close').then(() => {
      throw new Failure('It ended before all was said: nothing was recorded.', 1);
    });
    const answered = lines.question(`${field}${example === '' ? '' : ` (such as ${example})`}: `);
    // Ctrl-C ends the line as well, and is told by that.
    const stopped = answered.catch(() => ended);
    try {
      return (await Promise.race([stopped, ended])).trim();
    } finally {
      lines.close();
      ended.catch(() => undefined);
    }
  };
}

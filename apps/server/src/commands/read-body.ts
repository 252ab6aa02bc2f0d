import { checkBody, commands, typeOfCommand } from '#libs/domain';
import { isObject } from '#libs/strict-json';
import type { CommandInput } from '#libs/timeline';
import { nearest } from '../http/nearest.js';
import { Problem } from '../http/problems.js';
import { parseStrict, textOf } from '../http/strict-json.js';

const entriesMax = 1000;

/** Turns the bytes of one command into a checked one. Throws a Problem. */
export function readCommand(command: string, bytes: unknown): CommandInput {
  const type = typeOf(command, {});
  const body = parseStrict(textOf(bytesOf(bytes)));
  const checked = checkBody(type, body);
  if (!checked.ok) throw invalid(checked.errors);
  return { command, body: body as Record<string, unknown> };
}

/** Turns the bytes of a batch (a JSON array, or NDJSON) into checked commands; errors name the line, from 0. */
export function readBatch(bytes: unknown, contentType: string | undefined): CommandInput[] {
  const text = textOf(bytesOf(bytes));
  const lines = contentType?.startsWith('application/x-ndjson') ? linesOf(text) : parseStrict(text);
  if (!Array.isArray(lines))
    throw new Problem('invalid', 'A batch is a list of commands.', {
      errors: [{ pointer: '', detail: 'must be a list of {"command", ...body}' }],
    });
  if (lines.length === 0)
    throw new Problem('invalid', 'A batch has at least one command.', {
      errors: [{ pointer: '', detail: 'must not be empty' }],
    });
  if (lines.length > entriesMax)
    throw new Problem('too-large', `A batch may have ${entriesMax} entries; this one has ${lines.length}. Split it.`);
  const errors: { pointer: string; detail: string }[] = [];
  const read = lines.map((line: unknown, index): CommandInput => {
    const { command, ...body } = isObject(line) ? line : {};
    if (typeof command !== 'string') {
      errors.push({ pointer: `/${index}/command`, detail: 'must name a command' });
      return { command: '', body };
    }
    const checked = checkBody(typeOf(command, { pointer: `/${index}/command` }), body);
    if (!checked.ok)
      errors.push(...checked.errors.map(({ pointer, detail }) => ({ pointer: `/${index}${pointer}`, detail })));
    return { command, body };
  });
  if (errors.length > 0) throw invalid(errors);
  return read;
}

const linesOf = (text: string): unknown[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line, index) => parseStrict(line, { pointer: `/${index}` }));

const invalid = (errors: { pointer: string; detail: string }[]): Problem => {
  const [first] = errors;
  return new Problem('invalid', `${first?.pointer ?? ''} ${first?.detail ?? ''}`.trim(), {
    errors: errors.slice(0, 100),
  });
};

function typeOf(command: string, extensions: Record<string, unknown>) {
  const type = typeOfCommand(command);
  if (type) return type;
  const near = nearest(command, commands);
  const hint = near.length > 0 ? ` Did you mean ${near.join(' or ')}?` : '';
  throw new Problem(
    'unknown-command',
    `There is no command "${command.slice(0, 80)}".${hint} See /docs for the commands.`,
    { ...extensions, known: commands },
  );
}

function bytesOf(body: unknown): Uint8Array {
  if (body instanceof Uint8Array) return body;
  throw new Problem('not-json', 'The body is missing. Send a JSON object.');
}

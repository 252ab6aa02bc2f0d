import { checkBody, commands, fieldError, typeOfCommand, within, type FieldError } from '#libs/domain';
import { isObject } from '#libs/strict-json';
import type { CommandInput } from '#libs/timeline';
import { nearest } from '../http/nearest.js';
import type { ProblemMembers } from '../http/problem-labels.js';
import { Problem } from '../http/problems.js';
import { parseStrict, textOf } from '../http/strict-json.js';
import { invalid } from './answers.js';
import { details } from './details.js';

const entriesMax = 1000;

/** How many errors of a body are listed. */
const errorsMax = 100;

/** Turns the bytes of one command into a checked one. Throws a Problem. */
export function readCommand(command: string, bytes: unknown): CommandInput {
  const type = typeOf(command, {});
  const body = parseStrict(textOf(bytesOf(bytes)));
  const checked = checkBody(type, body);
  if (!checked.ok) throw invalid(checked.errors.slice(0, errorsMax));
  return { command, body: body as Record<string, unknown> };
}

/** Turns the bytes of a batch (a JSON array, or NDJSON) into checked commands; errors name the line, from 0. */
export function readBatch(bytes: unknown, isNdjson: boolean): CommandInput[] {
  const text = textOf(bytesOf(bytes));
  const lines = isNdjson ? linesOf(text) : parseStrict(text);
  if (!Array.isArray(lines)) throw invalid([fieldError('', details.listWanted)], details.notList);
  if (lines.length === 0) throw invalid([fieldError('', details.notEmpty)], details.noCommands);
  if (lines.length > entriesMax) throw new Problem('too-large', details.tooMany(entriesMax, lines.length));
  const errors: FieldError[] = [];
  const read = lines.map((line: unknown, index): CommandInput => {
    const { input, errors: wrong } = readLine(line, `/${index}`);
    errors.push(...wrong);
    return input;
  });
  if (errors.length > 0) throw invalid(errors.slice(0, errorsMax));
  return read;
}

/** One command of a list, and what is wrong with it. Throws a Problem for a command that there is not. */
export function readLine(line: unknown, pointer: string): { input: CommandInput; errors: FieldError[] } {
  const { command, ...body } = isObject(line) ? line : {};
  if (typeof command !== 'string')
    return { input: { command: '', body }, errors: [fieldError(`${pointer}/command`, details.commandWanted)] };
  const checked = checkBody(typeOf(command, { pointer: `${pointer}/command` }), body);
  return { input: { command, body }, errors: checked.ok ? [] : within(pointer, checked.errors) };
}

const linesOf = (text: string): unknown[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line, index) => parseStrict(line, { pointer: `/${index}` }));

function typeOf(command: string, extensions: ProblemMembers) {
  const type = typeOfCommand(command);
  if (type) return type;
  const near = nearest(command, commands);
  throw new Problem('unknown-command', details.noCommand(command.slice(0, 80), near), {
    ...extensions,
    known: commands,
  });
}

/** The bytes of a body. Throws a Problem if there are none. */
export function bytesOf(body: unknown): Uint8Array {
  if (body instanceof Uint8Array) return body;
  throw new Problem('not-json', details.noBody);
}

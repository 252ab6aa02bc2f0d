import {
  fieldError,
  isText,
  mustBe,
  notObject,
  pointerOf,
  textOf,
  unknownField,
  type FieldError,
  type Said,
} from '#libs/domain';
import { isObject } from '#libs/strict-json';
import type { CommandInput } from '#libs/timeline';
import { invalid } from '../commands/answers.js';
import { bytesOf, readLine } from '../commands/read-body.js';
import { Problem } from '../http/problems.js';
import { parseStrict, textOf as decoded } from '../http/strict-json.js';
import { details } from './details.js';

const scenariosMax = 10;
const commandsMax = 100;
const nameMax = 200;
const reasonMax = 2000;

/** A command of a scenario: ready to be decided, or what is wrong with it already. */
export interface ReadCommand {
  command: string;
  input?: CommandInput;
  problem?: Problem;
}

/** Commands under a name. */
export interface ReadScenario {
  name: string;
  commands: readonly ReadCommand[];
}

/** Scenarios as they are asked for. */
export interface Wanted {
  base?: number;
  scenarios: readonly ReadScenario[];
}

/** A scenario that is to be recorded, or proposed. */
export interface ToApply {
  base?: number;
  name?: string;
  commands: readonly CommandInput[];
  propose: boolean;
  reason?: string;
  expiresAt?: string;
  /** The body as it was sent. */
  sent: object;
}

type Fields = Record<string, unknown>;

/** Reads scenarios. What is wrong with one of their commands is said of that. Throws a Problem for the rest. */
export function readScenarios(bytes: unknown): Wanted {
  const body = objectIn(bytes);
  const { base, scenarios } = body;
  const list: readonly unknown[] = Array.isArray(scenarios) ? scenarios : [];
  const isList = list.length > 0 && list.length <= scenariosMax;
  const errors = [
    ...unknownIn(body, '', ['base', 'scenarios']),
    ...errorsOfBase(base),
    ...(isList ? [] : [fieldError('/scenarios', mustBe(details.scenarioList(scenariosMax)))]),
    ...(isList ? list.flatMap((one, index) => errorsOf(one, `/scenarios/${index}`)) : []),
  ];
  if (errors.length > 0) throw invalid(errors);
  return {
    ...(base !== undefined && { base: base as number }),
    scenarios: (list as { name: string; commands: unknown[] }[]).map(({ name, commands }, index) => ({
      name,
      commands: commands.map((line, number) => readCommandIn(line, `/scenarios/${index}/commands/${number}`)),
    })),
  };
}

/** Reads a scenario that is to be recorded. Throws a Problem that names each field. */
export function readToApply(bytes: unknown): ToApply {
  const body = objectIn(bytes);
  const { base, name = '-', commands, propose = false, reason, expiresAt } = body;
  const errors = [
    ...unknownIn(body, '', ['base', 'name', 'commands', 'propose', 'reason', 'expiresAt']),
    ...errorsOfBase(base),
    ...errorsOf({ name, commands }, ''),
    ...(Array.isArray(commands) && commands.length === 0 ? [fieldError('/commands', details.someCommands)] : []),
    ...wrongUnless(typeof propose === 'boolean', '/propose', mustBe(details.trueOrFalse)),
    ...wrongUnless(reason === undefined || isText(reason, reasonMax), '/reason', mustBe(textOf(reasonMax))),
    ...wrongUnless(expiresAt === undefined || typeof expiresAt === 'string', '/expiresAt', mustBe(details.instant)),
  ];
  if (errors.length > 0) throw invalid(errors);
  const lines = (commands as unknown[]).map((line, index) => readLine(line, `/commands/${index}`));
  const wrong = lines.flatMap((line) => line.errors);
  if (wrong.length > 0) throw invalid(wrong);
  return {
    ...(base !== undefined && { base: base as number }),
    ...(body.name !== undefined && { name: name as string }),
    commands: lines.map(({ input }) => input),
    propose: propose === true,
    ...(reason !== undefined && { reason: reason as string }),
    ...(expiresAt !== undefined && { expiresAt: expiresAt as string }),
    sent: body,
  };
}

function objectIn(bytes: unknown): Fields {
  const body = parseStrict(decoded(bytesOf(bytes)));
  if (!isObject(body)) throw invalid([fieldError('', notObject)]);
  return body;
}

const wrongUnless = (isRight: boolean, pointer: string, said: Said): FieldError[] =>
  isRight ? [] : [fieldError(pointer, said)];

const unknownIn = (of: Fields, pointer: string, known: readonly string[]): FieldError[] =>
  Object.keys(of)
    .filter((name) => !known.includes(name))
    .map((name) => fieldError(`${pointer}${pointerOf([name])}`, unknownField(known)));

const errorsOfBase = (base: unknown): FieldError[] =>
  wrongUnless(
    base === undefined || (Number.isSafeInteger(base) && (base as number) >= 0),
    '/base',
    mustBe(details.revision),
  );

function errorsOf(scenario: unknown, pointer: string): FieldError[] {
  if (!isObject(scenario)) return [fieldError(pointer, notObject)];
  const { name, commands } = scenario;
  return [
    ...unknownIn(scenario, pointer, ['name', 'commands']),
    ...wrongUnless(isText(name, nameMax), `${pointer}/name`, mustBe(textOf(nameMax))),
    ...wrongUnless(
      Array.isArray(commands) && commands.length <= commandsMax,
      `${pointer}/commands`,
      mustBe(details.commandList(commandsMax)),
    ),
  ];
}

/** A command, or why it is none. */
function readCommandIn(line: unknown, pointer: string): ReadCommand {
  const command = isObject(line) && typeof line.command === 'string' ? line.command : '';
  try {
    const { input, errors } = readLine(line, pointer);
    return errors.length === 0 ? { command, input } : { command, problem: invalid(errors) };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { command, problem: error };
  }
}

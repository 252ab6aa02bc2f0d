import {
  checkBody,
  daysOf,
  definitionOf,
  type Base,
  type FieldError,
  type MissionState,
  type PlannedDate,
  referencesOf,
  typeOfCommand,
} from '#libs/domain';
import { canonical } from '#libs/canonical-json';
import type { KeyedCommand, Refused, Row, RowContext } from '#libs/timeline';
import { slugOf } from './cells/cell.js';
import type { Draft } from './drafts.js';
import type { Asked, Kind } from './kinds.js';
import { LineKeys } from './line-keys.js';

type Body = Record<string, unknown>;

/** A command of a row, before the state is known on which it is decided. */
export interface RowCommand {
  asked: Asked;
  body: Body;
  key: string;
}

/** The commands that a row asks for, in order. */
export function commandsOf({ values }: Draft, kind: Kind, keys: LineKeys): RowCommand[] {
  return kind.commands
    .filter(({ ifAnyOf }) => ifAnyOf === undefined || ifAnyOf.some((column) => values.has(column)))
    .map((asked) => {
      const body: Body = {};
      for (const [column, pointer] of Object.entries(asked.at)) {
        const value = values.get(column) ?? values.get(asked.instead?.[column] ?? '') ?? asked.fixed?.[column];
        if (value !== undefined) put(body, pointer.split('/').slice(1), value);
      }
      // A name alone is an id as well.
      if (asked.name === 'establish-base') {
        body.base ??= slugOf(String(body.name));
        body.name ??= body.base;
      }
      return { asked, body, key: keys.of({ command: asked.name, ...body }) };
    });
}

function put(into: Body, [first = '', ...rest]: readonly string[], value: unknown): void {
  const [second] = rest;
  if (second === undefined) into[first] = value;
  else put((into[first] ??= /^\d+$/.test(second) ? [] : {}) as Body, rest, value);
}

/** What is wrong with the body of a command. */
export function faultsIn({ asked, body }: Pick<RowCommand, 'asked' | 'body'>): readonly FieldError[] {
  const type = typeOfCommand(asked.name);
  if (!type) throw new Error(`a kind of table asks for ${asked.name}, which is no command`);
  const checked = checkBody(type, body);
  return checked.ok ? [] : checked.errors;
}

/** A row that asks for its commands on the state that the rows before it make. */
export const rowOf = (given: readonly RowCommand[]): Row => ({
  standsAlone: given.every(({ asked, body }) => standsAlone(asked.name, body)),
  commands(context) {
    const commands: KeyedCommand[] = [];
    for (const { asked, body, key } of given) {
      const command = fittingTo(context, { command: asked.name, body: withPlaces(body, context.state), key });
      if (command && 'kind' in command) return command;
      if (command) commands.push(command);
    }
    return commands;
  },
});

/** Whether a command is a report that no other needs. */
function standsAlone(command: string, body: Body): boolean {
  const type = typeOfCommand(command);
  return type !== undefined && definitionOf(type).kind === 'report' && !referencesOf(type, body).opens;
}

/** The command that brings about what is said; undefined if it is so already. */
function fittingTo(context: RowContext, said: KeyedCommand): KeyedCommand | Refused | undefined {
  const { state } = context;
  if (said.command === 'establish-base') {
    const base = state.bases.get(String(said.body.base));
    return base && isSame(base, said.body) ? undefined : anew(context, said);
  }
  if (said.command === 'plan-convoy' && !context.isRecorded(said.key)) {
    const convoy = state.convoys.get(String(said.body.convoy));
    return convoy && isSame({ ...convoy, lines: convoy.plannedLines }, said.body) ? undefined : said;
  }
  if (said.command !== 'schedule-withdrawal') return said;
  const plan = state.bases.get(String(said.body.base))?.plan;
  return plan?.state === 'scheduled' ? moved(context, said, plan.on) : anew(context, said);
}

/** What is said of a thing, whose other members are its own. */
const ofEnvelope = new Set(['occurredAt', 'reportedAt', 'source', 'base', 'convoy', 'garrison']);

const isSame = (thing: object, body: Body): boolean =>
  Object.entries(body).every(
    ([name, value]) =>
      ofEnvelope.has(name) || canonical({ of: (thing as Body)[name] ?? null }) === canonical({ of: value }),
  );

/** The order that moves a planned date: earlier, also if it is only narrower, or later. */
function moved(context: RowContext, said: KeyedCommand, now: PlannedDate): KeyedCommand | Refused | undefined {
  const { phase: _, ...body } = said.body;
  const on = body.on as PlannedDate;
  if (canonical({ on }) === canonical({ on: now })) return undefined;
  const isLater = daysOf(on).middle > daysOf(now).middle;
  const type = isLater ? 'WithdrawalPostponed' : 'WithdrawalExpedited';
  const checked = checkBody(type, body);
  if (!checked.ok) return { kind: 'invalid', index: 0, errors: checked.errors };
  return anew(context, { ...said, command: isLater ? 'postpone-withdrawal' : 'expedite-withdrawal', body });
}

/** The same under a key that nothing was recorded under: it was said before, and does not hold any more. */
function anew({ isRecorded }: RowContext, said: KeyedCommand): KeyedCommand {
  for (let again = 0; ; again++) {
    const key = again === 0 ? said.key : `${said.key}-${again}`;
    if (!isRecorded(key)) return { ...said, key };
  }
}

/** The members that name a base or a convoy. */
const places = ['base', 'from', 'to', 'at', 'hub'] as const;

/** The body with the ids of bases that are named by their names. */
function withPlaces(body: Body, state: Readonly<MissionState>): Body {
  const found = places.flatMap((member): [string, string][] => {
    const id = body[member];
    if (typeof id !== 'string' || state.bases.has(id) || state.convoys.has(id)) return [];
    const base = baseNamed(id, state);
    return base ? [[member, base.id]] : [];
  });
  return { ...body, ...Object.fromEntries(found) };
}

/** The base of a name; undefined if there is none, or several: nobody said which of them. */
function baseNamed(slug: string, { bases }: Readonly<MissionState>): Base | undefined {
  const found = [...bases.values()].filter(({ name, aliases }) =>
    [name, ...aliases].some((one) => slugOf(one) === slug),
  );
  return found.length === 1 ? found[0] : undefined;
}

import {
  checkBody,
  definitionOf,
  discrepanciesOf,
  endOf,
  proposalsIn,
  thingsProposed,
  typeOfCommand,
  views,
  type EntryType,
  type MissionState,
  type ViewName,
} from '#libs/domain';
import { alertsOf, tellAlert } from '#libs/alerts';
import { InMemoryStore } from '#libs/event-store';
import { isAccepted, Logbook, Missions, MissionWriter, type Answer, type Seen } from '#libs/timeline';
import { recordedAt, type TestCommand } from './log.js';

const mission = 'minusma';
/** The day at whose end views are shown, unless a statement gives another. */
const shownOn = '2023-12-01';

/** A view, the history, what was proposed, or what somebody is alerted of. */
type Shown = ViewName | 'entries' | 'proposals' | 'alerts';

/** A document of which its items, days or entries are found by their ids. */
type Document = Readonly<Record<string, unknown>>;

/** What came of a command. */
interface Outcome {
  answer: Answer;
  look: (view: Shown, on: string) => Promise<Document>;
  /** What comes of another command after it. */
  next: (command: TestCommand) => Promise<Answer>;
}

/** What is said of the answer, or of the mission after it. */
interface Check {
  of: 'answer' | 'mission';
  holds: (outcome: Outcome) => Promise<void>;
}

/** Given entries, when a command comes, then what is said holds: a test function, which can also be asked what it is about. */
export interface Statement {
  (): Promise<void>;
  /** The type of entry that the command asks for. */
  readonly type: EntryType;
  /** With which code it is refused, if it is. */
  readonly refusal?: string;
  /** The rules of the discrepancies that it leaves open. */
  readonly rules: readonly string[];
  /** Whether what is said of the mission would hold as well if the command had never come. */
  holdsWithoutIt(): Promise<boolean>;
  /** It is recorded, with these fields of its entry. */
  thenRecorded(fields?: object): Statement;
  /** It is refused by a rule, with exactly these figures. */
  thenRefused(code: string, figures: object): Statement;
  /** It names something that does not exist. */
  thenUnknown(what: string, id: string): Statement;
  /** A field of it cannot be used. */
  thenInvalid(pointer: string): Statement;
  /** A view shows these figures among others, its items by their ids, at the end of a day. */
  thenShows(view: Shown, figures: object, on?: string): Statement;
  /** These are all the discrepancies that are open at the end of 1 December 2023, by their ids. */
  thenLeavesOpen(...ids: string[]): Statement;
  /** After it another command is refused. */
  thenRefuses(next: TestCommand, code: string, figures: object): Statement;
}

/** A log of a mission, by commands that are all accepted. */
export const given = (...commands: TestCommand[]) => ({
  /** The command that the statement is about. */
  when: (command: TestCommand): Statement => stating(commands, command, []),
});

/** A mission whose commands go through the real writer, and whose views are those of its readers. */
function openMission() {
  const store = new InMemoryStore();
  let now = recordedAt;
  const clock = (): number => now;
  const missions = new Missions(store, new Logbook(store), clock, () => undefined);
  const writer = new MissionWriter(store, clock, missions);
  let keys = 0;
  return {
    length: async (): Promise<number> => (await store.headRevision(`mission-${mission}`)) + 1,
    submit: (
      { command, as, givenBy, sentAt, ...body }: TestCommand,
      key = `statement-key-${++keys}`,
    ): Promise<Answer> => {
      if (sentAt !== undefined) now = Date.parse(sentAt);
      return writer.submit({
        mission,
        commands: [{ command, body: JSON.parse(JSON.stringify(body)) as Record<string, unknown> }],
        batch: false,
        key,
        dryRun: false,
        actor: { id: as ?? 'test', role: 'admin' },
        ...(as !== undefined && { acting: { isToldApart: true, givenBy } }),
      });
    },
    open: async (): Promise<string[]> => {
      const seen = await missions.look(mission, {});
      return seen ? discrepanciesOf(seen.state, now).map(({ id }) => id) : [];
    },
    look: async (view: Shown, on: string): Promise<Document> => {
      const seen = await missions.look(mission, {});
      if (!seen) return {};
      if (view === 'entries') return historyOf(seen);
      const at = endOf(on, seen.state.mission?.timeZone ?? 'UTC');
      if (view === 'proposals') return byId(proposalsIn(seen.state, { at }, thingsProposed));
      if (view === 'alerts') return byId({ items: alertsIn(seen.state, at) });
      return byId(views[view](seen.state, { at }));
    },
  };
}

type OpenMission = ReturnType<typeof openMission>;

/** The alerts that fire at an instant, where each entry was known when it happened. */
export function alertsIn(state: MissionState, at: number) {
  const work = alertsOf({ state, at, known: () => undefined });
  for (;;) {
    const step = work.next();
    if (step.done) return step.value.map((one) => tellAlert(one, 'en'));
  }
}

async function historyOf(seen: Seen): Promise<Document> {
  const entries = await seen.history();
  return Object.fromEntries(entries.map(({ entry, ...shown }) => [entry.revision, { ...entry, ...shown }]));
}

/** A view as it goes over the wire, its items under their ids, its days under their dates. */
function byId(view: object): Document {
  const {
    items = [],
    days = [],
    ...rest
  } = JSON.parse(JSON.stringify(view)) as {
    items?: { id: string }[];
    days?: { date: string }[];
  };
  return {
    ...rest,
    ...Object.fromEntries(items.map((item) => [item.id, item])),
    ...Object.fromEntries(days.map((one) => [one.date, one])),
  };
}

/** Records what is given. Throws if a body is not valid, or a command is not accepted. */
async function recordGiven(commands: readonly TestCommand[]): Promise<OpenMission> {
  const open = openMission();
  for (const command of commands) {
    assertValid(command);
    const answer = await open.submit(command);
    if (!isAccepted(answer))
      throw new Error(`given ${command.command}, which was not accepted: ${JSON.stringify(answer)}`);
  }
  return open;
}

function assertValid({ command, as: _as, givenBy: _givenBy, sentAt: _sentAt, ...body }: TestCommand): void {
  const checked = checkBody(typeIn(command), JSON.parse(JSON.stringify(body)));
  if (!checked.ok) throw new Error(`${command} would not pass the edge: ${JSON.stringify(checked.errors)}`);
}

function typeIn(command: string): EntryType {
  const type = typeOfCommand(command);
  if (!type) throw new Error(`unknown command ${command}`);
  return type;
}

/** Sends a command, and once more with the same key: then nothing is recorded, and the answer is the same. */
async function sendTwice(open: OpenMission, command: TestCommand): Promise<Answer> {
  const before = await open.length();
  const answer = await open.submit(command, 'the-very-same-key');
  const after = await open.length();
  expect({ recorded: after - before }).toEqual({ recorded: isAccepted(answer) ? answer.entries.length : 0 });
  const again = await open.submit(command, 'the-very-same-key');
  expect({ 'the answer to the same command with the same key': again }).toEqual({
    'the answer to the same command with the same key': isAccepted(answer) ? { ...answer, kind: 'replayed' } : answer,
  });
  expect({ 'recorded by the same command with the same key': (await open.length()) - after }).toEqual({
    'recorded by the same command with the same key': 0,
  });
  return answer;
}

function stating(
  commands: readonly TestCommand[],
  command: TestCommand,
  checks: readonly Check[],
  about: Pick<Statement, 'refusal' | 'rules'> = { rules: [] },
): Statement {
  const and = (check: Check, more: Partial<typeof about> = {}): Statement =>
    stating(commands, command, [...checks, check], { ...about, ...more });
  const answered = (expected: object): Statement =>
    and({ of: 'answer', holds: async ({ answer }) => expect(answer).toMatchObject(expected) });
  const holds = async (): Promise<void> => {
    if (checks.length === 0) throw new Error('nothing is said of what then is so');
    assertValid(command);
    const open = await recordGiven(commands);
    const before = await open.open();
    const answer = await sendTwice(open, command);
    const opened = (await open.open()).filter((id) => !before.includes(id));
    expect({ 'new in the answer': isAccepted(answer) ? answer.discrepancies.map(({ id }) => id) : [] }).toEqual({
      'new in the answer': opened,
    });
    for (const check of checks) await check.holds({ answer, look: open.look, next: open.submit });
  };
  return Object.assign(holds, {
    type: typeIn(command.command),
    ...about,
    async holdsWithoutIt() {
      const open = await recordGiven(commands);
      const outcome: Outcome = { answer: neverCame, look: open.look, next: open.submit };
      return doesHold(async () => {
        for (const check of checks) if (check.of === 'mission') await check.holds(outcome);
      });
    },
    thenRecorded: (fields: object = {}) =>
      and({
        of: 'answer',
        holds: async ({ answer }) => {
          expect(answer).toMatchObject({ kind: 'recorded' });
          const [row] = isAccepted(answer) ? answer.entries : [];
          expect(JSON.parse(row?.body ?? '{}')).toMatchObject({ type: typeIn(command.command), ...fields });
        },
      }),
    thenRefused: (code: string, figures: object) =>
      and(
        { of: 'answer', holds: async ({ answer }) => expect(answer).toEqual(refused(code, figures)) },
        { refusal: code },
      ),
    thenUnknown: (what: string, id: string) => answered({ kind: 'unknown', what, id }),
    thenInvalid: (pointer: string) => answered({ kind: 'invalid', errors: [{ pointer }] }),
    thenShows: (view: Shown, figures: object, on = shownOn) =>
      and({
        of: 'mission',
        holds: async ({ look }) => expect({ [view]: await look(view, on) }).toMatchObject({ [view]: figures }),
      }),
    thenLeavesOpen: (...ids: string[]) =>
      and(
        {
          of: 'mission',
          holds: async ({ look }) =>
            expect({ open: Object.keys(await look('discrepancies', shownOn)) }).toEqual({ open: ids.toSorted() }),
        },
        { rules: [...about.rules, ...ids.map((id) => id.split(':', 1)[0] ?? '')] },
      ),
    thenRefuses: (next: TestCommand, code: string, figures: object) =>
      and({
        of: 'mission',
        holds: async (outcome) => expect(await outcome.next(next)).toEqual(refused(code, figures)),
      }),
  });
}

const neverCame: Answer = { kind: 'stopped', revision: -1, reason: 'it never came' };

const refused = (code: string, figures: object): object => ({ kind: 'refused', index: 0, code, figures });

/** Whether expectations hold, instead of a test that fails. */
export async function doesHold(expectations: () => Promise<void>): Promise<boolean> {
  try {
    await expectations();
    return true;
  } catch {
    return false;
  }
}

/** Statements by their words. */
export type Statements = Readonly<Record<string, Statement>>;

/** Runs each statement as a test of its own, named by its words. */
export function hold(statements: Statements): void {
  for (const [words, statement] of Object.entries(statements)) it(words, statement);
}

/** An exact number of people or things, as views show it. */
export const exactly = (n: number): object => ({ low: n, best: n, high: n });

/** Runs something while entries of a type do nothing when they are folded: to see whether a statement notices. */
export async function withoutEvolving<T>(type: EntryType, run: () => Promise<T>): Promise<T> {
  const definition = definitionOf(type);
  const whole = { ...definition };
  definition.evolve = () => undefined;
  try {
    return await run();
  } finally {
    Object.assign(definition, whole);
  }
}

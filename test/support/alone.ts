import { DrawdownClient } from '#libs/client';
import { heldBy, type Entry } from '#libs/domain';
import { ForwardingStore, InMemoryStore, type AppendResult } from '#libs/event-store';
import { isAccepted, MissionWriter, type Answer, type CommandInput, type Submission } from '#libs/timeline';
import { problemOf, toldOf } from '../../apps/server/src/commands/answers.js';
import type { Exchange, Point } from './linearizable.js';

/** A command of a client: to which server it goes, and with which conditions. */
export interface Asking {
  server: 0 | 1;
  commands: CommandInput[];
  batch: boolean;
  key?: string;
  /** The newest revision that the client has seen is given as If-Match. */
  ifSeen: boolean;
  dryRun: boolean;
}

/** A command as it was sent. */
export interface Question extends Asking {
  ifMatch?: number;
}

/** What came back. */
export interface Reply {
  status: number;
  body: Record<string, unknown>;
}

const submissionOf = (mission: string, { commands, batch, key, ifMatch, dryRun }: Question): Submission => ({
  mission,
  commands,
  batch,
  dryRun,
  actor: { id: 'local', role: 'planner' },
  ...(key !== undefined && { key }),
  ...(ifMatch !== undefined && { ifMatch }),
});

/** Entries without what is drawn anew each time. */
const withoutIds = (entries: readonly unknown[]): unknown[] =>
  entries.map((entry) => {
    const {
      id: _id,
      commandId: _commandId,
      correlationId: _correlation,
      causationId: _cause,
      ...rest
    } = entry as Entry;
    return rest;
  });

/** What of a reply one server alone would give as well. */
const comparable = ({ status, body }: Reply): unknown => {
  const { instance: _instance, requestId: _requestId, checkpoint: _checkpoint, entries, ...rest } = body;
  return { status, ...rest, ...(Array.isArray(entries) && { entries: withoutIds(entries) }) };
};

function replyOf(answer: Answer, question: Question): Reply {
  if (isAccepted(answer)) {
    const { kind, revision } = answer;
    const entries = answer.entries.map(({ body }) => JSON.parse(body) as unknown);
    const body = {
      mission: '',
      revision,
      entries,
      ...toldOf(
        answer,
        question.batch,
        'en',
        heldBy(() => true),
      ),
    };
    return { status: kind === 'recorded' ? 201 : 200, body: JSON.parse(JSON.stringify(body)) as Reply['body'] };
  }
  const document = problemOf(answer, question.batch).document('en');
  return { status: document.status, body: JSON.parse(JSON.stringify(document)) as Reply['body'] };
}

/** A server that would record, and does not: so it can be asked again. */
class Unchanging extends ForwardingStore {
  override append(): Promise<AppendResult> {
    throw new Error('it would be recorded');
  }
}

/** One server alone, whose log is the beginning of another one. */
class Alone {
  private readonly writers = new Map<number, MissionWriter>();

  constructor(
    private readonly mission: string,
    private readonly log: readonly Entry[],
    private readonly rows: readonly { id: string; type: string; body: string; recordedAt: string }[],
    private readonly now: () => number,
  ) {}

  /** Lengths that the log has had: a batch comes at once. */
  get lengths(): number[] {
    const ends = this.log.filter(({ batch }) => !batch || batch.index === batch.size - 1);
    return [0, ...ends.map(({ revision }) => revision + 1)];
  }

  /** What it answers when its log has so many entries; undefined if it would record. */
  async answer(question: Question, length: number): Promise<Reply | undefined> {
    let writer = this.writers.get(length);
    if (!writer)
      this.writers.set(length, (writer = new MissionWriter(new Unchanging(await this.store(length)), this.now)));
    try {
      return replyOf(await writer.submit(submissionOf(this.mission, question)), question);
    } catch {
      return undefined;
    }
  }

  /** What it answers when its log has so many entries, and it may record. */
  async recording(question: Question, length: number): Promise<Reply> {
    const writer = new MissionWriter(await this.store(length), this.now);
    return replyOf(await writer.submit(submissionOf(this.mission, question)), question);
  }

  private async store(length: number): Promise<InMemoryStore> {
    const store = new InMemoryStore();
    if (length > 0) await store.append(`mission-${this.mission}`, -1, this.rows.slice(0, length));
    return store;
  }
}

const isSame = (a: Reply | undefined, b: Reply): boolean =>
  a !== undefined &&
  JSON.stringify(comparable({ ...a, body: { ...a.body, mission: '' } })) ===
    JSON.stringify(comparable({ ...b, body: { ...b.body, mission: '' } }));

/** The least point at which one server alone would have answered so. */
export const explainBy =
  (alone: Alone) =>
  async ({ question, answer }: Exchange<Question, Reply>, from: number): Promise<Point | undefined> => {
    if (answer.status === 201) {
      const entries = answer.body.entries as Entry[];
      const [before, after] = [entries[0]?.revision ?? 0, Number(answer.body.revision) + 1];
      return before >= from && isSame(await alone.recording(question, before), answer) ? { before, after } : undefined;
    }
    for (const length of alone.lengths.filter((one) => one >= from))
      if (isSame(await alone.answer(question, length), answer)) return { before: length, after: length };
    return undefined;
  };

/** The log as a server has it, in a server alone whose clock is `now`. */
export async function logOf(url: string, mission: string, now: () => number): Promise<Alone> {
  const text = await new DrawdownClient({ url })
    .mission(mission)
    .text('/entries', {}, { accept: 'application/x-ndjson' });
  const rows = text
    .trim()
    .split('\n')
    .map((body) => ({ body, entry: JSON.parse(body) as Entry }))
    .map(({ body, entry: { id, type, recordedAt } }) => ({ id, type, recordedAt, body }));
  return new Alone(
    mission,
    rows.map(({ body }) => JSON.parse(body) as Entry),
    rows,
    now,
  );
}

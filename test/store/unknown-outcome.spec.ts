import fc from 'fast-check';
import {
  ForwardingStore,
  InMemoryStore,
  OutcomeUnknown,
  StoreUnavailable,
  type AppendResult,
  type EventStore,
  type NewEntry,
  type StoredEntry,
} from '#libs/event-store';
import { isAccepted, MissionWriter, type Answer } from '#libs/timeline';
import { openingOf } from '../support/opening.js';
import { rounds } from '../support/rounds.js';

/** What goes wrong with an append: nothing, its answer is lost, it never arrives, or somebody else is first. */
type Fault = 'none' | 'answer lost' | 'never sent' | 'overtaken';

/** A real store behind a connection that fails as it is told to. */
class BadConnection extends ForwardingStore {
  private rival = 0;

  constructor(
    store: EventStore,
    private readonly faults: Fault[],
  ) {
    super(store);
  }

  override async append(stream: string, expectedRevision: number, entries: readonly NewEntry[]): Promise<AppendResult> {
    const fault = this.faults.shift() ?? 'none';
    if (fault === 'never sent') throw new StoreUnavailable('no connection');
    if (fault === 'overtaken') await this.overtake(stream);
    const result = await this.store.append(stream, expectedRevision, entries);
    if (fault === 'answer lost') throw new OutcomeUnknown('the connection was lost');
    return result;
  }

  /** Another server records a note of its own first. */
  private async overtake(stream: string): Promise<void> {
    const other = new MissionWriter(this.store, () => Date.parse('2023-08-13T00:00:00Z'));
    await other.submit({
      ...submission('add-note', { text: 'from elsewhere', occurredAt: '2023-08-01' }, `rival-${this.rival++}-of-ours`),
      mission: stream.slice('mission-'.length),
    });
  }
}

const submission = (command: string, body: Record<string, unknown>, key?: string) => ({
  mission: 'm',
  commands: [{ command, body }],
  batch: false,
  dryRun: false,
  actor: { id: 'test', role: 'admin' as const },
  ...(key !== undefined && { key }),
});

const opening = openingOf(100);
const now = (): number => Date.parse('2023-08-13T00:00:00Z');

async function entriesOf(store: EventStore): Promise<StoredEntry[]> {
  const found: StoredEntry[] = [];
  for await (const page of store.readStream('mission-m')) found.push(...page);
  return found;
}

describe('a command whose append may have been lost', () => {
  it('is recorded once and answered as recorded, with or without a key, whatever goes wrong in between', async () => {
    const faults = fc.array(fc.constantFrom<Fault>('none', 'answer lost', 'never sent', 'overtaken'), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(faults, fc.array(fc.boolean(), { minLength: 1, maxLength: 4 }), async (script, keys) => {
        const store = new InMemoryStore();
        await new MissionWriter(store, now).submit(submission('open-mission', opening));
        const writer = new MissionWriter(new BadConnection(store, [...script]), now);
        const answers: Answer[] = await Promise.all(
          keys.map((hasKey, index) =>
            writer.submit(
              submission(
                'add-note',
                { text: `note ${index}`, occurredAt: '2023-08-01' },
                hasKey ? `a-key-for-note-${index}` : undefined,
              ),
            ),
          ),
        );
        const stored = await entriesOf(store);
        for (const [index, answer] of answers.entries()) {
          const mine = stored.filter(({ body }) => body.includes(`"note ${index}"`));
          expect([answer.kind, mine.length]).toEqual(['recorded', 1]);
          // What was answered is what the log holds, to the byte.
          expect(isAccepted(answer) && answer.entries.map(({ body }) => body)).toEqual(mine.map(({ body }) => body));
        }
        expect(stored.map(({ revision }) => revision)).toEqual(stored.map((_, index) => index));
      }),
      { numRuns: rounds(40) },
    );
  }, 60_000);

  it('is answered as unknown where the store stays away after a lost answer, and a repeat finds it', async () => {
    const store = new InMemoryStore();
    await new MissionWriter(store, now).submit(submission('open-mission', opening));
    const note = submission('add-note', { text: 'note', occurredAt: '2023-08-01' }, 'a-key-for-this-note');
    const away = new MissionWriter(
      new BadConnection(store, ['never sent', ...Array.from({ length: 9 }, (): Fault => 'never sent')]),
      now,
    );
    expect(await away.submit(note)).toEqual({ kind: 'unavailable', isUnknown: false });
    expect(await entriesOf(store)).toHaveLength(1);
    const answer = await new MissionWriter(store, now).submit(note);
    expect([answer.kind, (await new MissionWriter(store, now).submit(note)).kind]).toEqual(['recorded', 'replayed']);
  }, 30_000);
});

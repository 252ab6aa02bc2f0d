import fc from 'fast-check';
import { typeOfCommand, type Entry } from '#libs/domain';
import { InMemoryStore } from '#libs/event-store';
import { isAccepted, MissionWriter, type CommandInput } from '#libs/timeline';
import { ber, convoy, gao, open, troops } from './support/given.js';
import { given, hold } from './support/given-when-then.js';
import { recordedAt, type TestCommand } from './support/log.js';
import { rounds } from './support/rounds.js';

const reason = 'r';
const dataOf = ({ command: _command, occurredAt: _occurredAt, ...data }: TestCommand): object => data;
const retracted = (entry: number): TestCommand => ({ command: 'retract-entry', entry, reason });
const corrected = (entry: number, replacement: object): TestCommand => ({
  command: 'correct-entry',
  entry,
  replacement,
  reason,
});
const arrival: TestCommand = { command: 'report-arrival', base: 'ber', lines: troops(5), occurredAt: '2023-08-13' };
const toGao = { data: { ...dataOf(arrival), base: 'gao' } };

describe('retractions and corrections of each other, however many, are judged by what they come to', () => {
  hold({
    'a base does not come back whose id was given anew': given(open, ber, retracted(1), retracted(2), retracted(3), ber)
      .when(retracted(4))
      .thenRefused('already-exists', { base: 'ber', revision: 5 }),
    'a base is not taken away on which others rest': given(
      open,
      ber,
      retracted(1),
      retracted(2),
      retracted(3),
      retracted(4),
      arrival,
    )
      .when(retracted(5))
      .thenRefused('entry-rested-on', { entry: 1, by: [6] }),
    'what was retracted twice does not come back when one of the two is retracted, so that its base may be gone': given(
      open,
      ber,
      arrival,
      retracted(2),
      retracted(2),
      retracted(1),
    )
      .when(retracted(3))
      .thenRecorded()
      .thenShows('entries', { 2: { marks: { retractedBy: 4 } } }),
    'a base stays whose retraction was retracted twice, when one of the two is retracted': given(
      open,
      ber,
      retracted(1),
      retracted(2),
      retracted(2),
      arrival,
    )
      .when(retracted(3))
      .thenRecorded()
      .thenShows('bases', { ber: { people: { best: 205 } } }),
    'a correction does not come back that names a base which was retracted meanwhile': given(
      open,
      ber,
      gao,
      arrival,
      corrected(3, toGao),
      retracted(4),
      retracted(2),
    )
      .when(retracted(5))
      .thenUnknown('base', 'gao'),
    'a correction is not corrected to leave an entry with a base that was retracted meanwhile': given(
      open,
      ber,
      gao,
      arrival,
      corrected(3, toGao),
      retracted(1),
    )
      .when(corrected(4, { data: { entry: 3, replacement: { occurredAt: '2023-08-14' }, reason } }))
      .thenUnknown('base', 'ber'),
    'a departure that was retracted may be corrected, though nothing else tells of its convoy': given(
      open,
      ber,
      gao,
      convoy,
      retracted(3),
    )
      .when(corrected(3, { data: { ...dataOf(convoy), lines: troops(150) } }))
      .thenRecorded(),
  });

  const entry = fc.nat(14);
  const base = fc.constantFrom('ber', 'gao');
  const step: fc.Arbitrary<TestCommand> = fc.oneof(
    base.map((id) => ({ ...arrival, base: id })),
    base.map((id) => (id === 'ber' ? ber : gao)),
    // The opening is left: without it there is nothing to tell of.
    { weight: 5, arbitrary: entry.map((one) => retracted(one + 1)) },
    {
      weight: 2,
      arbitrary: fc.record({ entry, base }).map((one) => ({ ...corrected(one.entry, {}), toBase: one.base })),
    },
  );

  it('so that what is in force names what there is, once, and nothing else is refused', () =>
    fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 30 }), async (steps) => {
        const [store, now] = [new InMemoryStore(), (): number => recordedAt];
        const writer = new MissionWriter(store, now);
        const entries: Entry[] = [];
        for (const one of [open, ber, gao, arrival, ...steps]) {
          const command = filledIn(one, entries);
          if (!command) continue;
          const answer = await writer.submit({
            mission: 'm',
            commands: [command],
            batch: false,
            dryRun: false,
            actor: { id: 'test', role: 'admin' },
          });
          const type = typeOfCommand(command.command);
          const next = JSON.parse(JSON.stringify({ type, revision: entries.length, data: command.body })) as Entry;
          expect({ command, is: isAccepted(answer) }).toEqual({
            command,
            is: !isMuddled([...entries, next], one.toBase),
          });
          if (isAccepted(answer)) entries.push(...answer.entries.map(({ body }) => JSON.parse(body) as Entry));
        }
      }),
      { numRuns: rounds(100) },
    ));
});

/** A command with what it acts on, if that is there: what a correction says instead, down to the arrival that it is about in the end. */
function filledIn({ command, toBase, ...body }: TestCommand, entries: readonly Entry[]): CommandInput | undefined {
  const target = entries[body['entry'] as number];
  if (command === 'retract-entry' && !target) return undefined;
  if (command !== 'correct-entry') return { command, body };
  const replacement = target && otherwise(target, entries, toBase);
  return replacement && { command, body: { ...body, replacement } };
}

function otherwise({ type, data }: Entry, entries: readonly Entry[], base: unknown): object | undefined {
  if (type === 'PersonnelArrived') return { data: { ...data, base } };
  if (type !== 'EntryCorrected') return undefined;
  const inner = entries[data.entry] && otherwise(entries[data.entry] as Entry, entries, base);
  return inner && { data: { ...data, replacement: inner } };
}

/** Whether an arrival in force, or a correction (`toBase`), is of a base that nobody established, or a base was established twice. */
function isMuddled(entries: readonly Entry[], toBase: unknown): boolean {
  const inForce = ({ revision }: Entry): boolean =>
    !entries.some((other) => other.type === 'EntryRetracted' && other.data.entry === revision && inForce(other));
  const says = (one: Entry): Record<string, unknown> => {
    const corrections = entries.filter(
      (other) => other.type === 'EntryCorrected' && other.data.entry === one.revision && inForce(other),
    );
    const last = corrections.at(-1);
    return (last ? (says(last)['replacement'] as { data: object }).data : one.data) as Record<string, unknown>;
  };
  const standing = entries.filter(inForce);
  const bases = standing.flatMap((one) => (one.type === 'BaseEstablished' ? [says(one)['base']] : []));
  const arrivedAt = standing.flatMap((one) => (one.type === 'PersonnelArrived' ? [says(one)['base']] : []));
  const named = toBase === undefined ? arrivedAt : [...arrivedAt, toBase];
  return new Set(bases).size < bases.length || named.some((base) => !bases.includes(base));
}

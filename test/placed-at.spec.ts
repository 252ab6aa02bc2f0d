import { decide, emptyFacts, fold, incomingWith, noteEntry, typeOfCommand, type EntryType } from '#libs/domain';
import { ber, open, troops } from './support/given.js';
import { record, recordedAt, type TestCommand } from './support/log.js';

/** What a command with a place of its own comes to, after a mission and a base. */
function decided({ command, occurredAt, placedAt, ...data }: TestCommand & { placedAt: string }) {
  const entries = record([open, ber, total]);
  const facts = emptyFacts();
  for (const entry of entries) noteEntry(facts, entry);
  const incoming = incomingWith(typeOfCommand(command) as EntryType, data, { occurredAt, placedAt });
  return decide({ entries, folded: fold(entries), facts }, incoming, recordedAt);
}

const total: TestCommand = {
  command: 'report-strength',
  base: 'ber',
  measure: 'present',
  component: 'uniformed',
  count: 150,
  occurredAt: '2023-08-13',
};
const arrival: TestCommand = { command: 'report-arrival', base: 'ber', lines: troops(5), occurredAt: '2023-08-13' };
const moved = (occurredAt?: string): TestCommand => ({
  command: 'correct-entry',
  entry: 2,
  replacement: { ...(occurredAt !== undefined && { occurredAt }), data: { ...dataOf(total), count: 140 } },
  reason: 'counted anew',
});
const dataOf = ({ command: _command, occurredAt: _occurredAt, ...data }: TestCommand): object => data;

describe('a place that a command gives', () => {
  it.each([
    [total, '2023-08-13T10:00:00Z'],
    [arrival, '2023-08-13T00:00:00Z'],
    [arrival, '2023-08-13T23:59:59Z'],
    [{ ...arrival, occurredAt: '2023-08' }, '2023-08-02T10:00:00Z'],
    [moved('2023-08-14'), '2023-08-14T10:00:00Z'],
  ])('is where it stands, within the time that its words leave open: %#', (command, placedAt) =>
    expect(decided({ ...command, placedAt })).toMatchObject({ kind: 'accepted', placedAt }),
  );

  it.each([
    [arrival, '2023-08-12T23:59:59Z', /must lie within 2023-08-13/],
    [arrival, '2023-08-14T00:00:00Z', /must lie within 2023-08-13/],
    [{ ...arrival, occurredAt: '2023-08-13T10:00:00Z' }, '2023-08-13T10:00:01Z', /must lie within/],
    [{ ...arrival, occurredAt: '2026-01' }, '2026-01-02T00:00:00Z', /lies in the future/],
    [moved('2023-08-14'), '2023-08-13T10:00:00Z', /must lie within 2023-08-14/],
    [moved(), '2023-08-13T10:00:00Z', /leave the field out/],
    [{ command: 'retract-entry', entry: 2, reason: 'r' }, '2023-08-13T10:00:00Z', /leave the field out/],
  ])('is refused where it would move the entry: %#', (command, placedAt, detail) =>
    expect(decided({ ...command, placedAt })).toMatchObject({
      kind: 'invalid',
      errors: [{ pointer: '/placedAt', detail: expect.stringMatching(detail) }],
    }),
  );
});

import fc from 'fast-check';
import { endOf, ownKnown, type Entry } from '#libs/domain';
import { numberOf } from '#libs/forecast';
import { forecastNow, inputsAt } from './backtest/past-forecasts.js';
import { record } from './support/log.js';
import { minusmaLines } from './support/minusma.js';
import { rounds } from './support/rounds.js';

const zone = 'Africa/Bamako';
const entries = record(minusmaLines);
const days = ['2023-08-01', '2023-09-15', '2023-10-25'] as const;

/** The forecast of a day, as it is sent but for its revision. */
function forecastOf(log: readonly Entry[], day: string): string {
  const inputs = inputsAt(log, numberOf(day));
  return JSON.stringify(inputs && forecastNow(inputs, { draws: 100 }));
}
const sent = new Map(days.map((day) => [day, forecastOf(entries, day)]));

/** A report of what may have happened at any time, that was made at a time of which it is said when that was. */
const said = (revision: number, type: string, data: object, occurredAt: string, reportedAt: string): Entry =>
  ({
    ...(entries.at(-1) as Entry),
    revision,
    id: `added-${revision}`,
    type,
    data,
    occurredAt,
    placedAt: `${occurredAt}T12:00:00Z`,
    reportedAt,
  }) as Entry;
const left = (revision: number, base: string, occurredAt: string, reportedAt: string): Entry =>
  said(revision, 'BaseVacated', { base }, occurredAt, reportedAt);

/** What may be done to an entry: it is left out, or says something else of another time. */
const changes: Record<string, (entry: Entry, log: readonly Entry[]) => readonly Entry[]> = {
  deleted: (entry, log) =>
    log.map((one) =>
      one === entry ? said(one.revision, 'NoteAdded', { text: 'nothing' }, '2023-07-15', '2024-12-31') : one,
    ),
  changed: (entry, log) =>
    log.map((one) => (one === entry ? left(one.revision, 'mopti', '2023-07-20', '2024-12-31') : one)),
  moved: (entry, log) => log.map((one) => (one === entry ? { ...one, placedAt: '2023-07-02T00:00:00Z' } : one)),
  added: (entry, log) => [...log, left(log.length, 'kidal', '2023-07-20', entry.reportedAt ?? entry.recordedAt)],
};

describe('a forecast of a day', () => {
  it('is the same to the byte whatever is deleted, changed or added of what was known later', () =>
    fc.assert(
      fc.property(
        fc.constantFrom(...days),
        fc.constantFrom(...Object.keys(changes)),
        fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
        (day, change, part) => {
          const later = entries.filter((entry) => ownKnown(entry, zone) > endOf(day, zone));
          const entry = later[Math.floor(part * later.length)] as Entry;
          expect(forecastOf(changes[change]?.(entry, entries) ?? [], day)).toBe(sent.get(day));
        },
      ),
      { numRuns: rounds(200) },
    ));

  it('is moved by what was known by then', () => {
    const known = changes.added?.({ ...(entries.at(-1) as Entry), reportedAt: '2023-09-10' }, entries) ?? [];
    expect(forecastOf(known, '2023-09-15')).not.toBe(sent.get('2023-09-15'));
  });

  it('is not moved by a note, nor does it draw anything else for it', () => {
    const noted = [...entries, said(entries.length, 'NoteAdded', { text: 'quiet' }, '2023-07-20', '2023-07-21')];
    for (const day of days) expect(forecastOf(noted, day)).toBe(sent.get(day));
  });
});

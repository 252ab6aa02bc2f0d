import fc from 'fast-check';
import { daysBetween, daysOf, endOf, fold, shiftDay, views, type MissionState } from '#libs/domain';
import { day } from './support/given.js';
import { record, recordedAt } from './support/log.js';
import { commandsOfMission } from './support/why-logs.js';
import { rounds } from './support/rounds.js';

const zone = 'Africa/Bamako';
const on = (state: MissionState, text: string) => views.summary(state, day(text));

describe('a status changes only with an entry or on a day that is known beforehand', () => {
  /** The first days on which something is another than the day before, though nothing was recorded. */
  function daysKnown(state: MissionState): Set<string> {
    const { startsOn = '', deadline = '' } = state.mission ?? {};
    const days = [shiftDay(deadline, 1), shiftDay(deadline, -30)];
    days.push(shiftDay(startsOn, Math.ceil(daysBetween(startsOn, deadline) / 10)));
    for (const { plan } of state.bases.values()) {
      if (plan.state !== 'scheduled') continue;
      const { last } = daysOf(plan.on);
      days.push(shiftDay(last, 1), shiftDay(last, -30));
      days.push(shiftDay(last, Math.ceil(daysBetween(last, deadline) / 2)));
    }
    for (const { requested } of state.permits.values()) {
      const asked = daysOf(requested.occurredAt.slice(0, 10)).middle;
      days.push(shiftDay(asked, 8));
    }
    for (const { day: text } of state.figures.totals) days.push(shiftDay(text, 22));
    if (state.figures.lastMove) days.push(shiftDay(state.figures.lastMove.day, 22));
    return new Set(days);
  }

  it('in any mission, whatever was recorded', () => {
    fc.assert(
      fc.property(commandsOfMission, fc.integer({ min: 0, max: 190 }), (commands, start) => {
        const from = shiftDay('2023-07-01', start);
        const { state } = fold(record(commands, recordedAt, 'skip'), { validAt: endOf(from, zone) });
        const known = daysKnown(state);
        let before = on(state, from).status;
        for (let days = 1; days < 250; days++) {
          const date = shiftDay(from, days);
          const { status } = on(state, date);
          if (status !== before) expect([before, status, date, known.has(date)]).toEqual([before, status, date, true]);
          before = status;
        }
      }),
      { numRuns: rounds(15) },
    );
  }, 60_000);
});

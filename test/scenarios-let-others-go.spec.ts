import { stoppedAlert, tellAlerts } from '#libs/alerts';
import { fold, type MissionState } from '#libs/domain';
import { inputsInSteps } from '#libs/forecast';
import { InMemoryStore } from '#libs/event-store';
import { inSlices, Logbook, Missions } from '#libs/timeline';
import { AlertMaker } from '../apps/server/src/alerts/alert-maker.js';
import {
  answerNames,
  answersOf,
  comparedAnswers,
  standOf,
  thingsBetween,
} from '../apps/server/src/scenarios/compared-answers.js';
import { record } from './support/log.js';
import { openingOf } from './support/opening.js';
import { turnsDuring } from './support/turns.js';

const many = 100;
const at = Date.parse('2023-09-01T00:00:00Z');
const known = (): undefined => undefined;

/** A mission that was told of so many departures, each by itself. */
function mission(departures: number): MissionState {
  const left = Array.from({ length: departures }, (_, number) => ({
    command: 'report-repatriation',
    from: 'ber',
    lines: [{ component: 'uniformed/troops', count: 1 + number }],
    occurredAt: `2023-08-${10 + (number % 15)}`,
  }));
  const base = { command: 'establish-base', base: 'ber', name: 'Ber', kind: 'camp', occurredAt: '2023-07-01' };
  return fold(record([{ command: 'open-mission', ...openingOf(100_000) }, base, ...left]), { validAt: at }).state;
}

describe('others go while scenarios are compared', () => {
  it('between the alerts that are told', async () => {
    const alerts = Array.from({ length: many }, (_, revision) => stoppedAlert(revision, at));
    const { turns, result } = await turnsDuring(() => inSlices(tellAlerts(alerts, 'en')));
    expect(result).toHaveLength(many);
    expect(turns).toBeGreaterThanOrEqual(many);
  });

  it('between the things that may have come, gone or changed', async () => {
    const listOf = (first: number): object => ({
      items: Array.from({ length: many }, (_, number) => ({ id: `${first + number}`, value: number % 2 })),
    });
    const { turns, result } = await turnsDuring(() => inSlices(thingsBetween(listOf(0), listOf(2))));
    expect(result.map(({ pointer }) => pointer)).toEqual(['/items/0', '/items/1', '/items/100', '/items/101']);
    expect(turns).toBeGreaterThanOrEqual(many);
  });

  it('between the departures that a forecast learns from', async () => {
    const state = mission(many);
    const { turns, result } = await turnsDuring(() => inSlices(inputsInSteps(state, at, known)));
    expect(result.departures).toHaveLength(many);
    expect(turns).toBeGreaterThanOrEqual(many);
  });

  it('between the answers that are drawn of a state', async () => {
    const store = new InMemoryStore();
    const alerts = new AlertMaker(
      new Missions(
        store,
        new Logbook(store),
        () => at,
        () => undefined,
      ),
    );
    const stand = standOf({ mission: 'm', state: mission(0), at, language: 'en', knownAt: known, alerts });
    const each = async (): Promise<void> => {
      for (const name of answerNames) await comparedAnswers[name].of(stand);
    };
    // What was forecast once is not forecast again.
    await each();
    const alone = await turnsDuring(each);
    const { turns } = await turnsDuring(() => answersOf(stand));
    expect(turns).toBeGreaterThanOrEqual(alone.turns + answerNames.length - 1);
  });
});

import { discrepanciesAbout, discrepanciesOf, fold, scopeOf } from '#libs/domain';
import { ber, day, gao, open, stateOf } from './support/given.js';
import { generateLog } from './support/generated-log.js';

describe('the discrepancies about a base or convoy', () => {
  it('are those of all that are about it, whatever was corrected and retracted since', async () => {
    const log = await generateLog({
      seed: 11,
      count: 1200,
      bases: 8,
      convoys: 12,
      days: 60,
      late: 0.05,
      corrected: 0.05,
      retracted: 0.03,
      reported: 0.1,
      imprecise: 0.2,
    });
    const found = new Set<string>();
    for (let revision = 199; revision < log.length; revision += 200) {
      const at = Date.parse(log[revision]?.recordedAt ?? '');
      const { state } = fold(log, { revision });
      const all = discrepanciesOf(state, at);
      for (const [bases, convoys] of [
        ...[...state.bases.keys()].map((id) => [[id], []] as const),
        ...[...state.convoys.keys()].map((id) => [[], [id]] as const),
      ]) {
        const about = discrepanciesAbout(state, at, scopeOf(state.books, { bases, convoys }));
        expect(all).toEqual(expect.arrayContaining(about));
        const [id = ''] = [...bases, ...convoys];
        const itsOwn = all.filter(({ subject }) => subject === id);
        expect([id, about]).toEqual([id, expect.arrayContaining(itsOwn)]);
        for (const { rule } of itsOwn) found.add(rule);
      }
    }
    for (const rule of ['possible-duplicate', 'people-booked-after-vacated', 'departed-otherwise'])
      expect(found).toContain(rule);
  });

  it('are its own equipment of which more was disposed of than counted, and the mission’s', () => {
    const equipment = { category: 'generator', occurredAt: '2023-08-13' };
    const state = stateOf(
      open,
      ber,
      gao,
      { command: 'report-equipment', count: 1, base: 'ber', ...equipment },
      { command: 'report-equipment', count: 1, ...equipment },
      {
        command: 'report-equipment-disposed',
        count: 2,
        method: 'destroyed',
        base: 'ber',
        ...equipment,
        occurredAt: '2023-08-14',
      },
    );
    const about = (base: string) =>
      discrepanciesAbout(state, day('2023-08-15').at, scopeOf(state.books, { bases: [base], convoys: [] })).map(
        ({ subject }) => subject,
      );
    expect([about('ber'), about('gao')]).toEqual([['ber', 'mission'], ['mission']]);
  });
});

import { discrepanciesBehind, discrepanciesOf, fold, settledWordsOf, views } from '#libs/domain';
import { generateLog } from './support/generated-log.js';

describe('the summary', () => {
  it('counts as many discrepancies as are listed, of every kind that a long log brings about, at any time', async () => {
    const log = await generateLog({
      seed: 3,
      count: 2000,
      bases: 30,
      convoys: 30,
      days: 300,
      late: 0.05,
      corrected: 0.02,
      retracted: 0.01,
      reported: 0.1,
      imprecise: 0.2,
      refoldedAfter: 100,
    });
    const rules = new Set<string>();
    for (let revision = 99; revision < log.length; revision += 100) {
      const at = Date.parse(log[revision]?.recordedAt ?? '');
      const { state } = fold(log, { revision });
      const open = discrepanciesOf(state, at);
      for (const { rule } of open) rules.add(rule);
      for (const behind of [0, 3, 30, revision - 2, revision])
        expect(discrepanciesBehind(state, at, behind)).toEqual(open.filter(({ entries }) => entries.includes(behind)));
      expect([revision, views.summary(state, { at }).discrepancies]).toEqual([revision, open.length]);
      const settled = open[revision % open.length];
      if (!settled) continue;
      state.settled.set(settled.id, [{ revision: 0, reason: '', figures: settledWordsOf(settled) }]);
      expect(views.summary(state, { at }).discrepancies).toBe(open.length - 1);
    }
    for (const rule of ['account-below-zero', 'permit-unanswered', 'planned-date-passed', 'possible-duplicate'])
      expect(rules).toContain(rule);
  });
});

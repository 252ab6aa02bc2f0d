import { dayOf, endOf, fold, languages, ruleOfAlert, shiftDay, type MissionState } from '#libs/domain';
import { alertsOf, stoppedAlert, tellAlert, type Alert, type ProbabilityCache } from '#libs/alerts';
import { englishIn } from './languages/english-words.js';
import { ber, berScheduledFor, convoy, gao, open, stateOf, troops } from './support/given.js';
import { record, type TestCommand } from './support/log.js';
import { minusmaLines } from './support/minusma.js';

const zone = 'Africa/Bamako';
const reason = 'r';

/** The alerts that fire at the end of a day in a state. */
function firing(state: MissionState, day: string, cache?: ProbabilityCache): Alert[] {
  const work = alertsOf({ state, at: endOf(day, zone), known: () => undefined, ...(cache && { cache }) });
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

/** The ids of those of some rule. */
const idsOf = (rule: string, day: string, ...commands: TestCommand[]): string[] =>
  firing(stateOf(...commands), day).flatMap(({ id }) => (ruleOfAlert(id) === rule ? [id] : []));

const order = (command: string, body: object): TestCommand => ({ command, ...body, occurredAt: '2023-08-01' });
const road = order('plan-route', {
  route: 'ber-gao',
  from: 'ber',
  to: 'gao',
  mode: 'road',
  travelDays: { low: 1, best: 2, high: 4 },
  turnRoundDays: 4,
});
const total = (count: number, occurredAt: string): TestCommand => ({
  command: 'report-strength',
  measure: 'departed',
  component: 'uniformed',
  count,
  occurredAt,
});

describe('an alert fires', () => {
  it('from the day after a planned date, until the base is left', () => {
    const log = [open, ber, berScheduledFor('2023-08-15')];
    const left = { command: 'report-base-vacated', base: 'ber', occurredAt: '2023-08-20' };
    expect(idsOf('planned-date-passed', '2023-08-15', ...log)).toEqual([]);
    expect(idsOf('planned-date-passed', '2023-08-16', ...log)).toEqual(['planned-date-passed:ber']);
    expect(idsOf('planned-date-passed', '2023-08-21', ...log, left)).toEqual([]);
  });

  it('on the second day on which nobody has heard of a convoy under way, until somebody does', () => {
    const log = [open, ber, gao, convoy];
    const heard = { command: 'report-convoy-position', convoy: 'one', occurredAt: '2023-08-14T22:00:00Z' };
    expect(idsOf('convoy-silent', '2023-08-14', ...log)).toEqual([]);
    expect(idsOf('convoy-silent', '2023-08-15', ...log)).toEqual(['convoy-silent:one']);
    expect(idsOf('convoy-silent', '2023-08-15', ...log, heard)).toEqual([]);
    expect(idsOf('convoy-silent', '2023-08-16', ...log, heard)).toEqual(['convoy-silent:one']);
    const attacked = { command: 'report-convoy-attacked', convoy: 'one', means: 'ied', occurredAt: '2023-08-15' };
    expect(idsOf('convoy-silent', '2023-08-16', ...log, attacked)).toEqual([]);
    const there = { command: 'report-convoy-arrived', convoy: 'one', occurredAt: '2023-08-15' };
    expect(idsOf('convoy-silent', '2023-08-20', ...log, there)).toEqual([]);
  });

  it('when a convoy is longer on its way than its route takes at most, or does not depart on its day', () => {
    const log = [open, ber, gao, road, convoy];
    expect(idsOf('convoy-overdue', '2023-08-17', ...log)).toEqual([]);
    expect(idsOf('convoy-overdue', '2023-08-18', ...log)).toEqual(['convoy-overdue:one']);
    const planned = order('plan-convoy', {
      convoy: 'two',
      mode: 'road',
      from: 'ber',
      to: 'gao',
      departsOn: '2023-08-10',
    });
    expect(idsOf('convoy-overdue', '2023-08-10', open, ber, gao, planned)).toEqual([]);
    expect(idsOf('convoy-overdue', '2023-08-11', open, ber, gao, planned)).toEqual(['convoy-overdue:two']);
  });

  it('when a permit is not answered for more than 7 days, and when one is missing that a departure needs', () => {
    const asked = {
      command: 'report-permit-requested',
      permit: 'p',
      kind: 'movement',
      authority: 'Mali',
      for: 'ber',
      occurredAt: '2023-08-02',
    };
    const needed = order('need-permit', { for: 'ber', kind: 'movement', leadDays: 5 });
    const log = [open, ber, berScheduledFor('2023-08-30'), needed, asked];
    expect(idsOf('permit-unanswered', '2023-08-09', ...log)).toEqual([]);
    expect(idsOf('permit-unanswered', '2023-08-10', ...log)).toEqual(['permit-unanswered:p']);
    expect(idsOf('permit-missing', '2023-08-24', ...log)).toEqual([]);
    expect(idsOf('permit-missing', '2023-08-25', ...log)).toEqual(['permit-missing:ber/movement']);
    const granted = { command: 'report-permit-answered', permit: 'p', answer: 'granted', occurredAt: '2023-08-24' };
    expect(idsOf('permit-missing', '2023-08-26', ...log, granted)).toEqual([]);
  });

  it('when a discrepancy has been open for seven days, and not when it was settled', () => {
    const late = { ...convoy, command: 'report-convoy-arrived', occurredAt: '2023-08-14' };
    const log = [open, ber, gao, convoy, { ...late, lines: troops(150), from: undefined, to: undefined }];
    const found = 'arrived-with-other-numbers:one:3-4';
    expect(idsOf('discrepancy-open', '2023-08-20', ...log)).toEqual([]);
    expect(idsOf('discrepancy-open', '2023-08-21', ...log)).toEqual([`discrepancy-open:${found}`]);
    const settled = { command: 'settle-discrepancy', discrepancy: found, reason };
    expect(idsOf('discrepancy-open', '2023-08-21', ...log, settled)).toEqual([]);
  });

  it('when more people must leave a day than ever did in seven days, since the first such day', () => {
    const log = [open, total(2000, '2023-08-01'), total(4000, '2023-09-01')];
    expect(idsOf('pace-too-slow', '2023-09-01', ...log)).toEqual(['pace-too-slow:deadline']);
    expect(idsOf('pace-too-slow', '2023-09-01', open, total(3000, '2023-08-01'), total(9000, '2023-09-01'))).toEqual(
      [],
    );
    // 3,000 a month were enough on the first day; with each day that nobody leaves, more must.
    const enough = [open, total(3000, '2023-08-01'), total(6000, '2023-09-01')];
    const [alert] = firing(stateOf(...enough), '2023-10-30').filter(({ rule }) => rule === 'pace-too-slow');
    expect(dayOf(alert?.since ?? 0, zone)).toBe('2023-10-20');
  });

  it('and says after the deadline who is still to leave by the last total, not how many must leave on one day', () => {
    const state = stateOf(open, total(2000, '2023-08-01'), total(4000, '2023-09-01'));
    const saidOn = (day: string) =>
      firing(state, day)
        .filter(({ rule }) => rule === 'pace-too-slow')
        .map((alert) => languages.map((language) => tellAlert(alert, language).message));
    expect(saidOn('2023-12-31')[0]?.[0]).toMatch(/^To be out by 2023-12-31, \d+ people must leave a day;/);
    expect(saidOn('2024-06-01')).toEqual([
      [
        'The deadline, 2023-12-31, has passed, and by the last total, of 2023-09-01, 9,000 people are still to leave. Report a newer total, or move the deadline.',
        'L’échéance du 2023-12-31 est passée, et selon le dernier total, du 2023-09-01, 9\u202F000 personnes doivent encore partir. Signalez un total plus récent, ou déplacez l’échéance.',
      ],
    ]);
  });

  it('when a hub closes before those of its bases can have arrived', () => {
    const hub = { ...gao, liquidation: undefined };
    const satellite = { ...ber, hub: 'gao' };
    const scheduled = (base: string, on: string): TestCommand => order('schedule-withdrawal', { base, on });
    const log = [open, hub, satellite, road, order('plan-load', { base: 'ber', people: 200, route: 'ber-gao' })];
    const closing = (on: string): string[] =>
      idsOf('hub-closes-first', '2023-08-02', ...log, scheduled('ber', '2023-10-10'), scheduled('gao', on));
    expect(closing('2023-10-09')).toEqual(['hub-closes-first:ber']);
    expect(closing('2023-10-11')).toEqual(['hub-closes-first:ber']);
    expect(closing('2023-10-12')).toEqual([]);
  });

  it('when on two days the deadline is less likely met than not, and until that is likely again', () => {
    const late = [open, ber, order('schedule-withdrawal', { base: 'ber', on: '2023-12-30' })];
    const probabilities = new Map<string, number>();
    /** Forecasts as told, day by day. */
    const told: ProbabilityCache = {
      get: (inputs) => probabilities.get(dayFrom((JSON.parse(inputs) as { today: number }).today)) ?? 0.9,
      set: () => undefined,
    };
    const dayFrom = (day: number): string => shiftDay('1970-01-01', day);
    const says = (from: string, ...values: number[]): string | undefined => {
      probabilities.clear();
      values.forEach((value, index) => probabilities.set(shiftDay(from, index), value));
      const [alert] = firing(stateOf(...late), shiftDay(from, values.length), told).filter(
        ({ rule }) => rule === 'forecast-at-risk',
      );
      return alert && dayOf(alert.since, zone);
    };
    expect(says('2023-09-01', 0.45)).toBeUndefined();
    expect(says('2023-09-01', 0.45, 0.49)).toBe('2023-09-02');
    expect(says('2023-09-01', 0.45, 0.5, 0.45)).toBeUndefined();
    expect(says('2023-09-01', 0.45, 0.45, 0.59, 0.55)).toBe('2023-09-02');
    expect(says('2023-09-01', 0.45, 0.45, 0.61, 0.55)).toBeUndefined();
    expect(says('2023-09-01', 0.45, 0.45, 0.61, 0.4, 0.3)).toBe('2023-09-05');
  });

  it('for an order given alone, which no silence hides', () => {
    const silence = { command: 'silence-alerts', until: '2027-01', reason, occurredAt: '2023-08-01' };
    const state = stateOf(open, ber, berScheduledFor('2023-08-15'), silence);
    state.brokenGlass.set(41, { revision: 41, at: 0, by: { id: 'a', role: 'planner' }, reason, subject: 'mission' });
    expect(firing(state, '2023-08-20').map(({ id, silenced }) => [id, silenced?.revision])).toEqual([
      ['break-glass:41', undefined],
      ['planned-date-passed:ber', 3],
    ]);
  });
});

describe('an alert', () => {
  const log = [open, ber, berScheduledFor('2023-08-15')];
  const taken = (occurredAt: string): TestCommand => ({
    command: 'acknowledge-alert',
    alert: 'planned-date-passed:ber',
    occurredAt,
  });
  const first = (day: string, ...more: TestCommand[]): Alert | undefined => firing(stateOf(...log, ...more), day)[0];

  it('is looked after until it resolves: one that fires again is new', () => {
    const later = { command: 'postpone-withdrawal', base: 'ber', on: '2023-09-10', reason, occurredAt: '2023-08-18' };
    expect(first('2023-08-18', taken('2023-08-17'))?.acknowledged?.revision).toBe(3);
    expect(first('2023-09-01', taken('2023-08-17'), later)).toBeUndefined();
    expect(first('2023-09-11', taken('2023-08-17'), later)).toMatchObject({ id: 'planned-date-passed:ber' });
    expect(first('2023-09-11', taken('2023-08-17'), later)?.acknowledged).toBeUndefined();
    expect(first('2023-09-11', later, taken('2023-09-11'))?.acknowledged?.revision).toBe(4);
  });

  it('is silent until the end of the time that was said, and no longer', () => {
    const silence = {
      command: 'silence-alerts',
      subject: 'ber',
      until: '2023-08-20',
      reason,
      occurredAt: '2023-08-17',
    };
    const given = (subject: string, day: string): number | undefined => {
      const entries = record([...log, { ...silence, subject }], Date.parse('2023-08-17T12:00:00Z'));
      return firing(fold(entries).state, day)[0]?.silenced?.revision;
    };
    expect([given('ber', '2023-08-20'), given('ber', '2023-08-21'), given('gao', '2023-08-20')]).toEqual([
      3,
      undefined,
      undefined,
    ]);
  });

  it('is none of a mission that is archived', () =>
    expect(firing(stateOf(...log, { command: 'archive-mission', reason }), '2026-02-01')).toEqual([]));
});

describe('on each day of the real withdrawal', () => {
  const cache = new Map<string, number | null>();
  const days = ['2023-07-20', '2023-08-13', '2023-08-28', '2023-10-01', '2023-11-03', '2023-12-20', '2024-01-15'];
  const entries = record(minusmaLines);
  const stateOn = (day: string): MissionState =>
    fold(entries, { validAt: endOf(day, zone), knownAt: endOf(day, zone) }).state;
  const told = days.map((day): [string, Alert[]] => [day, firing(stateOn(day), day, cache)]);

  it('each alert says in two languages what it is, of entries that there are, and began before it fired', () => {
    for (const [day, alerts] of told) {
      expect(new Set(alerts.map(({ id }) => id)).size).toBe(alerts.length);
      for (const alert of [...alerts, stoppedAlert(3, 0)]) {
        const [en = '', fr = ''] = languages.map((language) => tellAlert(alert, language).message);
        expect(en).not.toBe(fr);
        expect(englishIn(tellAlert(alert, 'fr').parts)).toEqual([]);
        expect(alert.entries.length).toBeGreaterThan(0);
        expect(alert.since <= alert.firingSince && alert.firingSince <= endOf(day, zone)).toBe(true);
      }
    }
  });

  it('what fired can be told again: the same state and instant, the same alerts', () => {
    const fourth = told.find(([day]) => day === '2023-10-01');
    expect(firing(stateOn('2023-10-01'), '2023-10-01')).toEqual(fourth?.[1]);
    const idsOn = (of: string): string[] | undefined => told.find(([day]) => day === of)?.[1].map(({ id }) => id);
    expect(idsOn('2023-07-20')).toEqual([]);
    expect(idsOn('2023-08-28')).toEqual(['convoy-silent:menaka-gao-1', 'pace-too-slow:deadline']);
    expect(idsOn('2023-11-03')).toEqual(['pace-too-slow:deadline', 'permit-unanswered:trucks-gao']);
  });
});

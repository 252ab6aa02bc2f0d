import { ber, berScheduledFor, open } from '../../support/given.js';
import { given, type Statements } from '../../support/given-when-then.js';
import type { TestCommand } from '../../support/log.js';

const reason = 'the convoy leaves tomorrow';
const late = 'planned-date-passed:ber';
/** Ber was to be left on 15 August. */
const overdue = [open, ber, berScheduledFor('2023-08-15')];
const acknowledged = (occurredAt: string): TestCommand => ({
  command: 'acknowledge-alert',
  alert: late,
  reason,
  occurredAt,
});
const silenced = (of: object): TestCommand => ({
  command: 'silence-alerts',
  until: '2027-01-01',
  reason,
  occurredAt: '2023-08-17',
  ...of,
});

/** What entries about alerts do. */
export const alerting: Statements = {
  'AlertAcknowledged: somebody looks after it while it fires': given(...overdue)
    .when(acknowledged('2023-08-17'))
    .thenShows('alerts', { [late]: { acknowledged: { revision: 3, reason } } }),
  'AlertAcknowledged: with a second report of the same, the last one stands': given(
    ...overdue,
    acknowledged('2023-08-17'),
  )
    .when(acknowledged('2023-08-18'))
    .thenShows('alerts', { [late]: { acknowledged: { revision: 4 } } }),
  'AlertsSilenced: those of a rule are quiet': given(...overdue)
    .when(silenced({ rule: 'planned-date-passed' }))
    .thenShows('alerts', { [late]: { silenced: { revision: 3, reason, until: '2027-01-01T23:59:59Z' } } }),
  'AlertsSilenced: those about a base are quiet': given(...overdue)
    .when(silenced({ subject: 'ber' }))
    .thenShows('alerts', { [late]: { silenced: { revision: 3 } } }),
};

/** Orders about alerts that are refused. */
export const refusedAlerting: Statements = {
  'what was done alone is countersigned, not acknowledged': given(open)
    .when({ command: 'acknowledge-alert', alert: 'break-glass:41' })
    .thenRefused('alert-stays-loud', { alert: 'break-glass:41' }),
  'a silence ends later than it begins': given(open)
    .when({ command: 'silence-alerts', until: '2023-08-16', reason })
    .thenRefused('silence-already-over', { until: '2023-08-16', at: '2026-01-01T00:00:00Z' }),
};

import { ber, berScheduledFor, open } from '../../support/given.js';
import { given, type Statements } from '../../support/given-when-then.js';
import type { TestCommand } from '../../support/log.js';

const reason = 'r';
/** The deadline is moved, and nothing retracted, by two alone. */
export const fourEyes: TestCommand = { command: 'set-four-eyes', orders: ['move-deadline', 'retract-entry'], reason };
export const moved: TestCommand = { command: 'move-deadline', to: '2024-01-31', authority: 'council', reason };
export const movedBy = (as: string): TestCommand => ({ ...moved, as });
/** Asha proposes to move the deadline. */
export const proposed: TestCommand = {
  command: 'propose-orders',
  commands: [moved],
  reason,
  expiresAt: '2026-02-01T00:00:00Z',
  as: 'asha',
};
export const glass: TestCommand = { ...movedBy('asha'), breakGlass: { reason: 'the road closes at dawn' } };
const retracted = (entry: number): TestCommand => ({ command: 'retract-entry', entry, reason });
export const approvedBy = (as: string, proposal: number): TestCommand => ({
  command: 'approve-proposal',
  proposal,
  as,
});
const pending = { reason, basedOn: 1, status: 'pending', about: [], proposedBy: { id: 'asha' } };

const waiting = {
  revision: 2,
  commands: ['schedule-withdrawal', 'move-deadline'],
  by: 'asha',
  expiresAt: '2026-02-01T00:00:00Z',
};
const waitsForNobody = expect.not.objectContaining({ proposals: expect.anything() }) as object;

/** What entries about how orders are given do. */
export const orders: Statements = {
  'FourEyesSet: what it names is not ordered by one alone': given(open)
    .when(fourEyes)
    .thenShows('proposals', { fourEyes: ['move-deadline', 'retract-entry'] })
    .thenRefuses(movedBy('asha'), 'needs-second-person', { command: 'move-deadline' }),
  'FourEyesSet: an empty list asks two of no order': given(open, fourEyes)
    .when({ command: 'set-four-eyes', orders: [], reason })
    .thenShows('proposals', { fourEyes: [] }),
  'OrderProposed: it waits, and nothing has taken effect': given(open, fourEyes)
    .when(proposed)
    .thenShows('proposals', { 2: pending })
    .thenShows('summary', { deadline: { date: '2023-12-31' } }),
  'OrderProposed: it names the base that it is about': given(open, ber)
    .when({ ...proposed, commands: [berScheduledFor('2023-10-15')] })
    .thenShows('proposals', { 2: { about: ['ber'] } }),
  'OrderProposed: it stands beside what it is about, until the day on which it expires is over': given(open, ber)
    .when({ ...proposed, commands: [berScheduledFor('2023-10-15'), moved] })
    .thenShows('bases', { ber: { proposals: [waiting] } })
    .thenShows('summary', { proposals: [{ ...waiting, about: ['ber'] }] }, '2026-02-01')
    .thenShows('summary', waitsForNobody, '2026-02-02')
    .thenShows('bases', { ber: waitsForNobody }, '2026-02-02'),
  'OrderRejected: it stands beside nothing any more': given(open, fourEyes, proposed)
    .when({ command: 'reject-proposal', proposal: 2, reason, as: 'binta' })
    .thenShows('summary', waitsForNobody),
  'OrderProposed: a day after it expired nobody can approve it': given(open, fourEyes)
    .when(proposed)
    .thenShows('proposals', { 2: { status: 'expired' } }, '2026-02-02'),
  'OrderApproved: what was proposed is so now': given(open, fourEyes, proposed)
    .when(approvedBy('binta', 2))
    .thenRecorded({ actor: { id: 'binta' }, batch: { size: 2, index: 0 } })
    .thenShows('summary', { deadline: { date: '2024-01-31' } })
    .thenShows('proposals', { 2: { status: 'approved', decided: { by: { id: 'binta' }, revision: 3 } } })
    .thenShows('entries', { 4: { type: 'DeadlineMoved', actor: { id: 'asha' }, batch: { size: 2, index: 1 } } }),
  'OrderRejected: it takes no effect, and none any more': given(open, fourEyes, proposed)
    .when({ command: 'reject-proposal', proposal: 2, reason, as: 'binta' })
    .thenShows('proposals', { 2: { status: 'rejected', decided: { by: { id: 'binta' }, reason } } })
    .thenRefuses(approvedBy('binta', 2), 'proposal-not-pending', { proposal: 2, is: 'rejected' }),
  'ProposalWithdrawn: its author takes it back': given(open, fourEyes, proposed)
    .when({ command: 'withdraw-proposal', proposal: 2, as: 'asha' })
    .thenShows('proposals', { 2: { status: 'withdrawn' } })
    .thenRefuses(approvedBy('binta', 2), 'proposal-not-pending', { proposal: 2, is: 'withdrawn' }),
  'OrderCountersigned: somebody else stands by it': given(open, fourEyes, glass)
    .when({ command: 'countersign', entry: 2, as: 'binta' })
    .thenLeavesOpen()
    .thenRefuses({ command: 'countersign', entry: 2, as: 'chike' }, 'nothing-to-countersign', { entry: 2 }),
};

/** What withholding does; who is shown what is for those who answer. */
export const withholding: Statements = {
  'TextWithheld: it is withheld once, and of a text alone': given(open, fourEyes)
    .when({ command: 'withhold-text', entry: 1, pointer: '/reason', reason })
    .thenRecorded()
    .thenRefuses({ command: 'withhold-text', entry: 1, pointer: '/reason', reason }, 'already-withheld', {
      entry: 1,
      pointer: '/reason',
    }),
};

/** Orders that one gave alone. */
export const ofOrders: Statements = {
  'break-glass-not-countersigned: an order that was given alone stays open': given(open, fourEyes)
    .when(glass)
    .thenRecorded({ breakGlass: { reason: 'the road closes at dawn' } })
    .thenShows('summary', { deadline: { date: '2024-01-31' } })
    .thenLeavesOpen('break-glass-not-countersigned:mission:2'),
  'break-glass-not-countersigned: another countersigns it': given(open, fourEyes, glass)
    .when({ command: 'countersign', entry: 2, as: 'binta' })
    .thenLeavesOpen(),
  'break-glass-not-countersigned: an order that is retracted is as if it had not been given': given(
    open,
    fourEyes,
    glass,
  )
    .when(retracted(2))
    .thenLeavesOpen()
    .thenRefuses({ command: 'countersign', entry: 2, as: 'binta' }, 'nothing-to-countersign', { entry: 2 }),
  'break-glass-not-countersigned: one that is retracted alone, the glass broken again, leaves the retraction open':
    given(open, fourEyes, glass)
      .when({ ...retracted(2), as: 'asha', breakGlass: { reason } })
      .thenLeavesOpen('break-glass-not-countersigned:mission:3'),
  'break-glass-not-countersigned: whose retraction is retracted, that is open again': given(
    open,
    fourEyes,
    glass,
    retracted(2),
  )
    .when(retracted(3))
    .thenLeavesOpen('break-glass-not-countersigned:mission:2'),
};

/** Refusals about how orders are given, and what is withheld. */
export const refusalsOfOrders: Statements = {
  'what is withheld is not withheld again': given(open, fourEyes, {
    command: 'withhold-text',
    entry: 1,
    pointer: '/reason',
    reason,
  })
    .when({ command: 'withhold-text', entry: 1, pointer: '/reason', reason })
    .thenRefused('already-withheld', { entry: 1, pointer: '/reason' }),
  'only texts are withheld': given(open)
    .when({ command: 'withhold-text', entry: 0, pointer: '/deadline', reason })
    .thenInvalid('/pointer'),
  'an order that two must give is not given by one': given(open, fourEyes)
    .when(movedBy('asha'))
    .thenRefused('needs-second-person', { command: 'move-deadline' }),
  'the orders that two must give are not changed by one, the glass broken or not': given(open, fourEyes)
    .when({ command: 'set-four-eyes', orders: [], reason, as: 'asha', breakGlass: { reason } })
    .thenRefused('needs-second-person', { command: 'set-four-eyes' }),
  'nobody approves what they proposed': given(open, fourEyes, proposed)
    .when(approvedBy('asha', 2))
    .thenRefused('own-proposal', { proposal: 2, by: 'asha' }),
  'nobody rejects what they proposed': given(open, fourEyes, proposed)
    .when({ command: 'reject-proposal', proposal: 2, reason, as: 'asha' })
    .thenRefused('own-proposal', { proposal: 2, by: 'asha' }),
  'nothing is approved twice': given(open, fourEyes, proposed, approvedBy('binta', 2))
    .when(approvedBy('chike', 2))
    .thenRefused('proposal-not-pending', { proposal: 2, is: 'approved' }),
  'nothing is approved that has expired': given(open, fourEyes, proposed)
    .when({ ...approvedBy('binta', 2), sentAt: '2026-02-01T00:00:00Z' })
    .thenRefused('proposal-expired', { proposal: 2, expiresAt: '2026-02-01T00:00:00Z' }),
  'nobody approves for whoever let them in': given(open, fourEyes, proposed)
    .when({ ...approvedBy('binta', 2), givenBy: ['asha'] })
    .thenRefused('approver-not-independent', { proposal: 2, by: 'asha' }),
  'nobody withdraws what another proposed': given(open, fourEyes, proposed)
    .when({ command: 'withdraw-proposal', proposal: 2, as: 'binta' })
    .thenRefused('not-the-proposer', { proposal: 2 }),
  'what is proposed is decided again on the newest state': given(open, fourEyes, proposed, moved)
    .when(approvedBy('binta', 2))
    .thenRefused('deadline-unchanged', { deadline: '2024-01-31', proposed: 0 }),
  'what would be refused is not proposed': given(open, fourEyes, moved)
    .when(proposed)
    .thenRefused('deadline-unchanged', { deadline: '2024-01-31', proposed: 0 }),
  'what was said of how orders are given is not retracted': given(open, fourEyes)
    .when({ command: 'retract-entry', entry: 1, reason, as: 'asha' })
    .thenRefused('stands-as-recorded', { entry: 1, type: 'FourEyesSet' }),
  'nothing is countersigned that was not given alone': given(open, fourEyes)
    .when({ command: 'countersign', entry: 1, as: 'binta' })
    .thenRefused('nothing-to-countersign', { entry: 1 }),
  'nobody countersigns their own order': given(open, fourEyes, glass)
    .when({ command: 'countersign', entry: 2, as: 'asha' })
    .thenRefused('own-countersignature', { entry: 2, by: 'asha' }),
  'nobody countersigns for whoever let them in': given(open, fourEyes, glass)
    .when({ command: 'countersign', entry: 2, as: 'binta', givenBy: ['asha'] })
    .thenRefused('approver-not-independent', { entry: 2, by: 'asha' }),
  'an order that was given alone is not settled': given(open, fourEyes, glass)
    .when({ command: 'settle-discrepancy', discrepancy: 'break-glass-not-countersigned:mission:2', reason })
    .thenRefused('needs-countersignature', { discrepancy: 'break-glass-not-countersigned:mission:2' }),
};

import type { No } from '../entries/definition.js';
import { commands as known, definitionOf, type EntryData, typeOfCommand } from '../entries/registry.js';
import { standingOf, type Outcome } from '../state/proposal.js';
import { checkBody } from '../validation/check-body.js';
import { fieldError, within, type FieldError } from '../validation/field-error.js';
import { mustBe } from '../validation/validate.js';
import type { Acting } from './acting.js';
import { forbidden, type Forbidden } from './forbidden.js';
import { isOwnSlip } from './own-slip.js';
import { refuse, type Refusal } from './refusals.js';
import { entriesOf, type Incoming, type Log } from './verdict.js';

/** Commands that nobody proposes: those that decide about proposals, and the one that there is no mission before. */
const unproposed: ReadonlySet<string> = new Set([
  'open-mission',
  'propose-orders',
  'approve-proposal',
  'reject-proposal',
  'withdraw-proposal',
  'countersign',
]);

const isOrder = (command: unknown): command is string => {
  const type = typeof command === 'string' ? typeOfCommand(command) : undefined;
  return type !== undefined && definitionOf(type).kind === 'order' && !unproposed.has(command as string);
};

const orders = (): string => known.filter(isOrder).join(', ');

const notOrder = (pointer: string): FieldError =>
  fieldError(
    pointer,
    mustBe({ en: `an order that may be proposed: ${orders()}`, fr: `un ordre qui peut être proposé : ${orders()}` }),
  );

const invalid = (errors: FieldError[]): No | undefined =>
  errors.length === 0 ? undefined : { kind: 'invalid', errors };

/** Whether what two must give are orders that somebody can propose. */
export const refusesOrders = (data: EntryData['FourEyesSet']): No | undefined =>
  invalid(data.orders.flatMap((order, index) => (isOrder(order) ? [] : [notOrder(`/orders/${index}`)])));

const later = { en: 'later than now', fr: 'postérieur à maintenant' };
const there = { en: 'a revision that there is', fr: 'une révision qui existe' };

/** Whether what is proposed are orders with valid bodies, for a time to come. */
export function refusesProposal(log: Log, { commands, basedOn, expiresAt }: EntryData['OrderProposed'], now: number) {
  const errors = commands.flatMap(({ command, ...body }, index) => {
    const pointer = `/commands/${index}`;
    const type = isOrder(command) ? typeOfCommand(command) : undefined;
    if (!type) return [notOrder(`${pointer}/command`)];
    const checked = checkBody(type, body);
    const glass = body.breakGlass === undefined ? [] : [fieldError('/breakGlass', notInProposal)];
    return within(pointer, checked.ok ? glass : [...checked.errors, ...glass]);
  });
  if (Date.parse(expiresAt) <= now) errors.push(fieldError('/expiresAt', mustBe(later)));
  if (basedOn !== undefined && basedOn > log.folded.revision) errors.push(fieldError('/basedOn', mustBe(there)));
  return invalid(errors);
}

const notInProposal = mustBe({
  en: 'left out: what is proposed is not given alone',
  fr: 'omis : ce qui est proposé n’est pas donné seul',
});

/** Whether a proposal may become that now, by whoever asks for it. */
export function refusesOutcome(log: Log, by: Acting, revision: number, is: Outcome['is'], now: number) {
  const { proposals } = log.folded.state;
  const proposal = proposals.get(revision);
  if (!proposal) return { kind: 'unknown' as const, what: 'proposal', id: String(revision), known: idsOf(proposals) };
  const standing = standingOf(proposal, now);
  if (proposal.outcome) return refuse('proposal-not-pending', { proposal: revision, is: standing });
  if (is === 'approved' && standing === 'expired')
    return refuse('proposal-expired', { proposal: revision, expiresAt: proposal.expiresAt });
  const isOwn = proposal.by.id === by.id;
  if (is === 'withdrawn') return isOwn ? undefined : refuse('not-the-proposer', { proposal: revision });
  if (isOwn) return refuse('own-proposal', { proposal: revision, by: proposal.by.id });
  if (is === 'approved' && by.givenBy?.includes(proposal.by.id))
    return refuse('approver-not-independent', { proposal: revision, by: proposal.by.id });
  return undefined;
}

const idsOf = (proposals: Log['folded']['state']['proposals']): string[] =>
  [...proposals.values()].filter(({ outcome }) => !outcome).map(({ revision }) => String(revision));

/** Whether somebody may decide about what is proposed: each of the orders must be theirs to give. */
export function mayNotDecide(log: Log, { type, data, by }: Incoming): Forbidden | undefined {
  if (type !== 'OrderApproved' && type !== 'OrderRejected' && type !== 'ProposalWithdrawn') return undefined;
  const commands = log.folded.state.proposals.get(data.proposal)?.commands ?? [];
  return commands.some(({ command }) => by?.may?.(command) === false) ? forbidden('not-theirs') : undefined;
}

/** Whether an order that was given alone waits for somebody to stand by it who did not give it. */
export function refusesCountersigning(log: Log, by: Acting, revision: number): Refusal | undefined {
  const broken = log.folded.state.brokenGlass.get(revision);
  if (!broken || broken.countersigned) return refuse('nothing-to-countersign', { entry: revision });
  if (broken.by.id === by.id) return refuse('own-countersignature', { entry: revision, by: by.id });
  return by.givenBy?.includes(broken.by.id)
    ? refuse('approver-not-independent', { entry: revision, by: broken.by.id })
    : undefined;
}

/** Whether an order is one that two must give, and was sent by one alone. */
export function needsSecond(log: Log, incoming: Incoming, now: number): Refusal | undefined {
  const { type, by, breakGlass } = incoming;
  const { orders: needed = [] } = log.folded.state.fourEyes ?? {};
  if (needed.length === 0 || !by?.isToldApart || by.isApproved) return undefined;
  const { command } = definitionOf(type);
  if (!needed.includes(command) && type !== 'FourEyesSet') return undefined;
  // Who could break the glass to take it away would be bound by nothing.
  if (breakGlass && type !== 'FourEyesSet') return undefined;
  return isOwnSlip(log, incoming, now) ? undefined : refuse('needs-second-person', { command });
}

/** Whether a command would change what was said of how orders are given. */
export function changesAboutOrders(log: Log, { type, data }: Incoming): Refusal | undefined {
  if (type !== 'EntryCorrected' && type !== 'EntryRetracted') return undefined;
  const target = entriesOf(log)[data.entry];
  return target && definitionOf(target.type).standsAsRecorded
    ? refuse('stands-as-recorded', { entry: data.entry, type: target.type })
    : undefined;
}

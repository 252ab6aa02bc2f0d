import { checkData } from '../validation/validate.js';
import { fieldError, within, type FieldError } from '../validation/field-error.js';
import { keptAsItWas, noToll } from './field-texts.js';
import { entriesOf, incomingWith, type Log } from './verdict.js';
import { asDataOf, type Entry } from '../envelope/entry.js';
import { dataOf, type Said } from '../entries/older-schemas.js';
import type { JudgedLog, No } from '../entries/definition.js';
import { definitionOf, type EntryData, mayChange, referencesOf } from '../entries/registry.js';
import type { Acting } from './acting.js';
import { refusesCountersigning, refusesOrders, refusesOutcome, refusesProposal } from './proposal-rules.js';
import { refusesWithholding } from './withholding.js';
import { refuse } from './refusals.js';
import { withoutOne } from './without-one.js';
import type { References } from '../values/references.js';
import { alreadyThere, unknownReference } from './references.js';
import { futureErrors, strayErrorsInData } from './times.js';

/** A log as entries are judged on it that act on others. */
export const judgedLog = (log: Log, now: number, by: Acting = { id: '' }): JudgedLog => ({
  entryAt: (revision) => entriesOf(log)[revision],
  refusesCorrection: (data) => judgeCorrection(log, data, now),
  refusesRevision: ({ entry }) => judgeToll(entriesOf(log)[entry], entry),
  refusesWithholding: (data) => refusesWithholding(log, data),
  refusesOrders,
  refusesProposal: (data) => refusesProposal(log, data, now),
  refusesOutcome: (proposal, is) => refusesOutcome(log, by, proposal, is, now),
  refusesCountersigning: (entry) => refusesCountersigning(log, by, entry),
  refusesRetraction: (data) => judgeRetraction(log, data),
});

/** What gives the data of entries of a log with the corrections in force. */
function currentDataIn(log: Log): (target: Entry) => object {
  const corrections = new Map<number, Entry<'EntryCorrected'>[]>();
  entriesOf(log).forEach((entry) => {
    const { type, revision } = entry;
    if (type !== 'EntryCorrected' || log.folded.retractedBy.has(revision)) return;
    const corrected = entry.data.entry;
    corrections.set(corrected, [...(corrections.get(corrected) ?? []), entry]);
  });
  const saidOf = (target: Entry): Said | undefined =>
    (corrections.get(target.revision) ?? [])
      .map((entry) => {
        const mine = saidOf(entry);
        return { data: dataOf(entry, mine).replacement.data, by: mine?.by ?? entry };
      })
      .findLast(({ data }) => data !== undefined);
  return (target) => dataOf(target, saidOf(target));
}

/** A correction is valid for its entry's type, keeps what that opens or acts on, and names only what there is. */
function judgeCorrection(log: Log, { entry, replacement }: EntryData['EntryCorrected'], now: number): No | undefined {
  const target = entriesOf(log)[entry];
  if (!target) return undefined;
  if (replacement.data === undefined && replacement.occurredAt === undefined)
    return refuse('nothing-to-correct', { entry });
  if (replacement.data === undefined) return undefined;
  const checked = checkData(target.type, replacement.data);
  const wrong = checked.ok
    ? strayErrorsInData(incomingWith(target.type, replacement.data), log.folded.state)
    : checked.errors;
  if (wrong.length > 0) {
    return { kind: 'invalid', errors: within('/replacement/data', wrong) };
  }
  const changed = keptFields(log, target).filter(
    (field) => valueOf(target.data, field) !== valueOf(replacement.data, field),
  );
  if (changed.length > 0) return { kind: 'invalid', errors: changed.map((field) => cannotChange(target, field)) };
  const after = referencesOf(target.type, replacement.data);
  const { opens } = after;
  const isOther = opens?.id !== referencesOf(target.type, target.data).opens?.id;
  const dangling = unknownReference(log.folded, {
    ...after,
    opens: undefined,
    convoys: [...(after.convoys ?? []), isOther && opens?.unlessKnown ? opens.id : undefined],
  });
  if (dangling) return dangling;
  if (target.type !== 'EntryCorrected') return undefined;
  const inner = asDataOf(target, replacement.data);
  return judgeInner(log, inner, now) ?? (inner.replacement.data ? undefined : danglingWithout(log, target.revision));
}

const valueOf = (data: object | undefined, field: string): unknown =>
  (data as Record<string, unknown> | undefined)?.[field];

/**
 * The fields that no correction changes: what the entry opens, what makes it an act on another entry, and in an order what it
 * orders about.
 */
function keptFields(log: Log, { type, data, revision }: Entry): string[] {
  const { opens } = referencesOf(type, data);
  const hasOpened = opens && (!opens.unlessKnown || log.folded.openers.get(`${opens.kind}/${opens.id}`) === revision);
  const orderedAbout = definitionOf(type).kind === 'order' ? ['base', 'convoy'] : [];
  return [...new Set(['entry', 'discrepancy', 'permit', ...(hasOpened ? [opens.kind] : []), ...orderedAbout])];
}

const cannotChange = ({ data, revision }: Entry, field: string): FieldError =>
  fieldError(`/replacement/data/${field}`, keptAsItWas(revision, field, JSON.stringify(valueOf(data, field))));

/** A corrected correction must itself be valid for what it corrects. */
function judgeInner(log: Log, inner: EntryData['EntryCorrected'], now: number): No | undefined {
  const future = futureErrors({ type: 'EntryCorrected', data: inner }, log.facts.timeZone, now);
  const no = future.length > 0 ? { kind: 'invalid' as const, errors: future } : judgeCorrection(log, inner, now);
  if (!no || !('kind' in no) || no.kind !== 'invalid') return no;
  return { ...no, errors: within('/replacement/data', no.errors) };
}

/**
 * A retraction is judged by what it comes to: an entry that others rest on stays until they are retracted, and what an entry says
 * again names only what there is, as if it were given anew.
 */
function judgeRetraction(log: Log, { entry: named }: EntryData['EntryRetracted']): No | undefined {
  const { target, was, is } = withoutOne(entriesOf(log), named);
  if (!target || was === is) return undefined;
  if (!is) return was && restedOn(log, target, was);
  const references = referencesOf(target.type, is);
  return (was ? undefined : alreadyThere(log.folded, references)) ?? unknownReference(log.folded, references);
}

/** What an entry says without a correction of it, or without one of that, names only what there is. */
function danglingWithout(log: Log, correction: number): No | undefined {
  const { target, was, is } = withoutOne(entriesOf(log), correction);
  return target && is && was !== is ? unknownReference(log.folded, referencesOf(target.type, is)) : undefined;
}

function restedOn(log: Log, target: Entry, said: object): No | undefined {
  const { revision } = target;
  const { opens } = referencesOf(target.type, said);
  const isOpener = opens && log.folded.openers.get(`${opens.kind}/${opens.id}`) === revision;
  if (!isOpener && target.type !== 'MissionOpened') return undefined;
  const current = currentDataIn(log);
  const resting = entriesOf(log).filter(
    (other) =>
      other.revision !== revision &&
      !log.folded.retractedBy.has(other.revision) &&
      restsOn(current, other, target, opens),
  );
  return resting.length === 0
    ? undefined
    : refuse('entry-rested-on', { entry: revision, by: resting.slice(0, 50).map((other) => other.revision) });
}

function restsOn(current: (entry: Entry) => object, other: Entry, target: Entry, opens: References['opens']): boolean {
  if (other.type === 'EntryRetracted') return false;
  if (target.type === 'MissionOpened') return true;
  if (!opens) return false;
  const { bases = [], convoys = [], places = [], permit, opens: opened } = referencesOf(other.type, current(other));
  if (opens.kind === 'permit') return permit === opens.id;
  if (opens.kind !== 'base' && opens.kind !== 'convoy') return false;
  const reopened = opened?.unlessKnown && opened.id === opens.id;
  return reopened === true || [...bases, ...convoys, ...places].includes(opens.id);
}

/** A toll is revised where losses were reported. */
function judgeToll(reported: Entry | undefined, entry: number): No | undefined {
  if (reported && mayChange(reported.type, ['losses'])) return undefined;
  return { kind: 'invalid', errors: [fieldError('/entry', noToll(entry, reported?.type))] };
}

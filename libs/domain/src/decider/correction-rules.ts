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

/** What gives the data of entries of a log with the corrections in force, but for one (`without`) that is to be taken back. */
function currentDataIn(log: Log, without?: number): (target: Entry) => object {
  const corrections = new Map<number, Entry<'EntryCorrected'>[]>();
  entriesOf(log).forEach((entry) => {
    const { type, revision } = entry;
    if (type !== 'EntryCorrected' || revision === without || log.folded.retractedBy.has(revision)) return;
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
  const dangling = unknownReference(log.folded, {
    ...after,
    opens: undefined,
    convoys: [...(after.convoys ?? []), opens?.unlessKnown && opens.id],
  });
  if (dangling) return dangling;
  if (target.type !== 'EntryCorrected') return undefined;
  return judgeInner(log, asDataOf(target, replacement.data), now);
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

/** An entry that others rest on stays until they are retracted, and what comes back names only what there is. */
function judgeRetraction(log: Log, { entry: given }: EntryData['EntryRetracted']): No | undefined {
  const entries = entriesOf(log);
  let entry = given;
  let target = entries[entry];
  // Chains of retractions may be long. Every second one of them comes back, and is judged as one that is given anew.
  while (target?.type === 'EntryRetracted') {
    const back = log.folded.retractedBy.has(target.revision) ? undefined : entries[target.data.entry];
    if (back?.type !== 'EntryRetracted') return back && judgeReturn(log, back);
    entry = back.data.entry;
    target = entries[entry];
  }
  if (!target) return undefined;
  if (target.type === 'EntryCorrected') return danglingWithout(log, target);
  const { opens } = referencesOf(target.type, target.data);
  const isOpener = opens && log.folded.openers.get(`${opens.kind}/${opens.id}`) === entry;
  if (!isOpener && target.type !== 'MissionOpened') return undefined;
  const current = currentDataIn(log);
  const resting = entriesOf(log).filter(
    (other) =>
      other.revision !== entry && !log.folded.retractedBy.has(other.revision) && restsOn(current, other, target, opens),
  );
  return resting.length === 0
    ? undefined
    : refuse('entry-rested-on', { entry, by: resting.slice(0, 50).map(({ revision }) => revision) });
}

/** What a retraction took back does not come back if its id was given to something else since, nor if what it names was taken back. */
function judgeReturn(log: Log, back: Entry): No | undefined {
  const references = referencesOf(back.type, currentDataIn(log)(back));
  return alreadyThere(log.folded, references) ?? unknownReference(log.folded, references);
}

/** What an entry says again once a correction of it is taken back names only what there is. */
function danglingWithout(log: Log, { revision, data }: Entry<'EntryCorrected'>): No | undefined {
  const { retractedBy } = log.folded;
  let said = entriesOf(log)[data.entry];
  while (said?.type === 'EntryCorrected') said = entriesOf(log)[said.data.entry];
  if (!said || retractedBy.has(revision) || retractedBy.has(said.revision)) return undefined;
  return unknownReference(log.folded, referencesOf(said.type, currentDataIn(log, revision)(said)));
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

import type { Accepted, Refused, SubmissionWarning } from '#libs/timeline';
import {
  atOnce,
  inLanguage,
  inParts,
  inWords,
  partsOf,
  pointerOf,
  redact,
  tellDiscrepancy,
  toldBy,
  viewLabels,
  within,
  type Entry,
  type FieldError,
  type Held,
  type Label,
  type LabelTree,
  type Language,
  type Parts,
  type Said,
} from '#libs/domain';
import { differencesBetween } from '../queries/differences.js';
import { Problem } from '../http/problems.js';
import { clockLeapt } from '../log/clock-watch.js';
import { details } from './details.js';

/** Warnings as a dry run answers them; in a batch each says which line it is about. */
export const warningsOf = (warnings: readonly SubmissionWarning[], batch: boolean, language: Language): object[] =>
  warnings.map(({ index, said, ...warning }) => ({
    ...warning,
    ...inLanguage(said, language),
    ...(batch && { pointer: `/${index}` }),
  }));

/** What is told of a submission that was taken, besides its entries: of a dry run also what it would say and change. */
export const toldOf = (answer: Accepted, batch: boolean, language: Language, held: Held): object => {
  const told = {
    discrepancies: answer.discrepancies.map((one) => tellDiscrepancy(one, language)),
    ...(answer.warnings && { warnings: warningsOf(answer.warnings, batch, language) }),
    ...(answer.drawn && { ...sentenceOf(answer, language), changes: changesOf(answer.drawn, held) }),
  };
  return redact(told, labels, held, language);
};

/** What somebody says themselves is whole for them. */
const own: Label = 'open';

/** Who may read what of that. */
const labels: LabelTree = {
  discrepancies: viewLabels.discrepancies.items,
  warnings: {
    rule: 'open',
    entries: 'movement',
    pointer: 'open',
    text: toldBy('parts', 'open'),
    parts: inParts('open'),
  },
  sentence: own,
  parts: own,
  // They are of what their reader may see.
  changes: 'open',
};

const sentenceOf = ({ entries }: Accepted, language: Language): { sentence: string; parts: Parts } =>
  linesOf(
    entries.map(({ body }) => JSON.parse(body) as Entry),
    language,
  );

/** The sentences of what would be recorded, a line each. */
export function linesOf(entries: readonly Entry[], language: Language): { sentence: string; parts: Parts } {
  const lines = entries.map(({ type, data }) => partsOf(type, data, language));
  const parts = lines.flatMap((line, index) => (index === 0 ? line : ['\n', ...line]));
  return { sentence: inWords(parts, language), parts };
}

/** How many figures a dry run lists. */
const changesMax = 2000;

type Drawn = NonNullable<Accepted['drawn']>['before'];

const seenBy = (held: Held, view: 'summary' | 'bases', before: Drawn, after: Drawn): [object, object] => [
  redact(before[view], viewLabels[view], held),
  redact(after[view], viewLabels[view], held),
];

/** The figures that would change, on the summary and on the bases, before and after. */
const changesOf = ({ before, after }: NonNullable<Accepted['drawn']>, held: Held): object[] =>
  (['summary', 'bases'] as const).flatMap((view) =>
    atOnce(differencesBetween(...seenBy(held, view, before, after), Number.POSITIVE_INFINITY))
      .filter(({ path }) => !path.includes('parts'))
      .slice(0, changesMax)
      .map(({ path, ...values }) => ({ view, pointer: pointerOf(path), ...values })),
  );

/** What a body is refused for: the first error is what the problem says, and all are listed. */
export function invalid(errors: readonly FieldError[], said?: Said): Problem {
  const [first] = errors;
  const detail = said ?? (first && details.invalid(first));
  return new Problem('invalid', detail, {}, {}, errors);
}

/** How it is told that what a command is about is not what its If-Match has seen: it went on, or never came that far. */
function changedSince({ actual, between }: Extract<Refused, { kind: 'stale' }>): Problem {
  if (actual < 0) return new Problem('changed-since', details.notOpened);
  const said = between.length === 0 ? details.aheadOfLog(actual) : undefined;
  return new Problem('changed-since', said, { revision: actual, entries: between }, { etag: `"${actual}"` });
}

/** How each way of saying no is told over HTTP; in a batch a pointer begins with the line, after where the lines stand. */
export function problemOf(answer: Refused, batch: boolean, lines = ''): Problem {
  const line = (index: number): string => (batch ? `${lines}/${index}` : '');
  switch (answer.kind) {
    case 'refused':
      return new Problem(answer.code, undefined, {
        figures: answer.figures,
        ...(batch && { pointer: line(answer.index) }),
      });
    case 'forbidden':
      return new Problem('forbidden', answer.why === 'not-own' ? details.notOwn : details.notTheirs, {
        ...(batch && { pointer: line(answer.index) }),
      });
    case 'invalid':
      return invalid(within(line(answer.index), answer.errors));
    case 'unknown': {
      if (answer.what === 'mission') return new Problem('unknown-mission');
      return new Problem('unknown-reference', details.unknown(answer.what, answer.id, answer.known.slice(0, 30)), {
        what: answer.what,
        id: answer.id,
        ...(batch && { pointer: line(answer.index) }),
      });
    }
    case 'stale':
      return changedSince(answer);
    case 'key-reused':
      return answer.revision === undefined
        ? new Problem('key-reused', details.keyTaken)
        : new Problem('key-reused', details.keyReused(answer.revision), { revision: answer.revision });
    case 'rows-refused':
      return new Problem('rows-refused');
    case 'too-large':
      return new Problem('too-large', answer.said);
    case 'store-full':
      return new Problem('store-full');
    case 'clock-leapt':
      return clockLeapt(answer);
    case 'unavailable':
      return new Problem(
        answer.isUnknown ? 'outcome-unknown' : 'store-unavailable',
        undefined,
        {},
        { 'retry-after': '2' },
      );
    case 'stopped':
      return new Problem('mission-stopped', details.stopped(answer.revision, answer.reason), {
        revision: answer.revision,
      });
  }
}

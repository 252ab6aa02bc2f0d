import {
  amends,
  fold,
  nodesOf,
  resolve,
  type Effective,
  type Entry,
  type FoldOptions,
  type Resolved,
} from '#libs/domain';
import {
  behind,
  byEntry,
  Chronicle,
  explain,
  isFollowed,
  movesIn,
  numberOf,
  sayingIn,
  trace,
  type Behind,
  type Change,
  type Explanation,
  type Figure,
  type Followed,
  type Question,
} from '#libs/explain';
import { finish } from './why-checks.js';

const untilOf = ({ validAt }: FoldOptions): number => validAt ?? Number.POSITIVE_INFINITY;

/** Entries that edit others as notes, which edit nothing: so each keeps its revision. */
export const silenced = (entries: readonly Entry[]): Entry[] =>
  entries.map((entry) => (amends(entry) ? { ...entry, type: 'NoteAdded', data: { text: '' } } : entry));

const resolved = (entries: readonly Entry[], options: FoldOptions): Resolved => finish(resolve(entries, options));

/** Takes what folds, in order. */
export function taking(chronicle: Chronicle, effective: readonly Effective[]): Chronicle {
  for (const one of effective) chronicle.take(one);
  return chronicle;
}

/** Nodes of the population that any of the entries names, whatever becomes of them. */
export const nodesNamed = (entries: readonly Entry[]): string[] => [
  ...new Set([...nodesOf(fold(entries).state.books), ...nodesOf(fold(silenced(entries)).state.books)]),
];

/** A log as it is followed. */
export function followed(entries: readonly Entry[], options: FoldOptions = {}): Followed {
  const { effective, correctedBy, retractedBy } = resolved(entries, options);
  const isEdited = (revision: number): boolean => correctedBy.has(revision) || retractedBy.has(revision);
  const nodes = nodesNamed(entries);
  return {
    now: taking(new Chronicle(nodes), effective),
    recorded: taking(new Chronicle(nodes, isEdited), resolved(silenced(entries), options).effective),
    until: untilOf(options),
    isEdited,
  };
}

/** The entries behind figures that are followed through the fold, by folding the whole log and looking at each after each entry. */
export function behindByFolding(
  questions: readonly Question[],
  entries: readonly Entry[],
  options: FoldOptions,
): Pick<Behind, 'revisions' | 'moves'>[] {
  const walks = questions.flatMap(({ plan }) => ('walk' in plan ? [plan.walk] : []));
  const changesIn = (effective: readonly Effective[]): Change<unknown>[][] =>
    finish(trace(effective, untilOf(options), walks));
  const { effective, correctedBy, retractedBy } = resolved(entries, options);
  const isEdited = (revision: number): boolean => correctedBy.has(revision) || retractedBy.has(revision);
  const [changes, recorded] = [changesIn(effective), changesIn(resolved(silenced(entries), options).effective)];
  return questions.map((question, place) => {
    const its = changes[place] ?? [];
    if (question.plan.kind === 'fact') return { revisions: sayingIn(its), moves: new Map() };
    const of = (some: readonly Change<unknown>[] = []) =>
      byEntry(
        some.filter(({ at }) => at <= (walks[place]?.until ?? Number.POSITIVE_INFINITY)) as Change<Figure>[],
        (figure) => (question.bound === undefined ? figure : numberOf(figure, question.bound)),
      );
    const moves = movesIn(question, of(its), of(recorded[place]), isEdited);
    return { revisions: [...moves.keys()], moves };
  });
}

/** Why a figure of a log is what it is, told of all the entries behind it. */
export function explained(question: Question, entries: readonly Entry[], options: FoldOptions = {}): Explanation {
  const found = finish(behind(question, isFollowed(question) ? followed(entries, options) : undefined));
  return finish(explain(question, { behind: found, page: found.revisions }, entries));
}

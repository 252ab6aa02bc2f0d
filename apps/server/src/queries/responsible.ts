import { pointerOf, type ViewName } from '#libs/domain';
import {
  questionAt as askWhy,
  countsOf,
  looksOf,
  touchesIn,
  type Documents,
  type Folding,
  type Input,
  type Question,
  type Touch,
} from '#libs/explain';

/** One of two states: what it shows, its fold from where the other one parts, and which of its first entries it considers. */
export interface Side {
  documents: Documents;
  folding: Folding;
  length: number;
  isConsidered: (revision: number) => boolean;
  /** What its corrections and retractions name, by their own revision. */
  edited: ReadonlyMap<number, number>;
}

/** How often figures are looked at at most to say which entries are responsible: each after each entry that may have moved it. */
const looksMax = 2_000_000;

/** A figure worked out from others, those from others again: no formula goes deeper than this. */
const depthMax = 8;

type Bound = 'low' | 'best' | 'high';
type Both<T> = readonly [T | undefined, T | undefined];
type Inputs = readonly Input[] | undefined;

/** A figure that entries move or say, as each state has it. */
interface Told {
  questions: Both<Question>;
  /** The one bound of a count that differs. */
  bound?: Bound;
}

/** Where a figure comes from: entries, or the inputs that differ of one that is worked out. */
type Origin = Told | readonly Origin[];

type Touched = ReadonlyMap<Question, ReadonlyMap<number, Touch>>;

/** Says which entries make figures differ between two states: those that one considers and the other does not. */
export class Responsible {
  /** The revisions that one state considers and the other does not, in order. */
  readonly between: readonly number[];
  private readonly isBetween: ReadonlySet<number>;
  /** The corrections and retractions of an entry. */
  private readonly editors = new Map<number, number[]>();
  private readonly asked = new Map<string, Both<Question>>();
  /** Where figures come from that are worked out from the same inputs: many of a verdict are. */
  private readonly worked = new Map<Inputs, Map<Inputs, readonly Origin[] | undefined>>();
  /** Of which entries are to be looked for. */
  private readonly told = new Set<Both<Question>>();

  constructor(
    private readonly from: Side,
    private readonly to: Side,
  ) {
    const between: number[] = [];
    for (let revision = 0; revision < Math.max(from.length, to.length); revision++)
      if (from.isConsidered(revision) !== to.isConsidered(revision)) between.push(revision);
    this.between = between;
    this.isBetween = new Set(between);
    for (const revision of this.between) this.noteEditor(revision);
  }

  /**
   * The revisions responsible for each of some figures of a view, in order; undefined if it cannot be told, or not cheaply.
   * Both logs are folded once, however many figures there are. Yields now and then.
   */
  *of(view: ViewName, paths: readonly (readonly string[])[]): Generator<undefined, (number[] | undefined)[]> {
    const origins: (Origin | undefined)[] = [];
    for (const path of paths) {
      // An id may be a number, and then it would be taken for a place.
      const item = path[0] === 'items' ? path[1] : undefined;
      const pointer = pointerOf(item === undefined ? path : path.slice(2));
      origins.push(yield* this.originOf(view, pointer, item, depthMax));
    }
    const touches = yield* this.touched();
    const known = new Map<Origin, number[] | undefined>();
    for (const origin of new Set(origins)) {
      const behind = origin && this.behind(origin, touches);
      if (origin) known.set(origin, behind && [...behind].toSorted((a, b) => a - b));
      yield undefined;
    }
    return origins.map((origin) => origin && known.get(origin));
  }

  private *originOf(
    view: ViewName,
    pointer: string,
    item: string | undefined,
    depth: number,
  ): Generator<undefined, Origin | undefined> {
    yield undefined;
    const { questions, bound } = yield* this.askBoth(view, pointer, item);
    const [from, to] = questions;
    if (!from && !to) return undefined;
    if (from?.plan.kind !== 'derived' && to?.plan.kind !== 'derived') {
      this.told.add(questions);
      return { questions, ...(bound && { bound }) };
    }
    const [before, after] = [inputsOf(from), inputsOf(to)];
    let byAfter = this.worked.get(before);
    if (!byAfter) this.worked.set(before, (byAfter = new Map()));
    if (!byAfter.has(after)) byAfter.set(after, yield* this.originsOf(before, after, depth));
    return byAfter.get(after);
  }

  /** Where what is worked out from inputs comes from; undefined if it cannot be told of one of those that differ, or none does. */
  private *originsOf(from: Inputs, to: Inputs, depth: number): Generator<undefined, readonly Origin[] | undefined> {
    const origins: Origin[] = [];
    let differing = 0;
    for (const { view, pointer } of yield* this.differingOf(from, to)) {
      differing++;
      // Where no input but the moment differs, no entry is responsible.
      if (view === 'shown') continue;
      const origin = depth === 0 ? undefined : yield* this.originOf(view, pointer, undefined, depth - 1);
      if (!origin) return undefined;
      origins.push(origin);
    }
    return differing === 0 ? undefined : origins;
  }

  /** The inputs that differ. A formula may take one that the other state's formula does not. */
  private *differingOf(from: Inputs, to: Inputs): Generator<undefined, Input[]> {
    const [before, after] = [inputsByName(from), inputsByName(to)];
    const differing: Input[] = [];
    for (const [name, input] of new Map([...before, ...after])) {
      const shown = function* (one: Input | undefined, { documents }: Side): Generator<undefined, string | undefined> {
        const value = one ? one.value : yield* documents.drawing(() => documents.at(input.view, input.pointer));
        return JSON.stringify(value);
      };
      const was = yield* shown(before.get(name), this.from);
      if (was !== (yield* shown(after.get(name), this.to))) differing.push(input);
    }
    return differing;
  }

  /** Asks both states. The three bounds of a count are asked for at once. */
  private *askBoth(view: ViewName, pointer: string, item: string | undefined): Generator<undefined, Told> {
    const [, whole, bound] = /^(.+)\/(low|best|high)$/.exec(pointer) ?? [];
    if (whole !== undefined) {
      const questions = yield* this.askOnce(view, whole, item);
      if (questions.some((one) => one?.plan.kind === 'count')) return { questions, bound: bound as Bound };
    }
    return { questions: yield* this.askOnce(view, pointer, item) };
  }

  private *askOnce(view: ViewName, pointer: string, item: string | undefined): Generator<undefined, Both<Question>> {
    const key = JSON.stringify([view, item, pointer]);
    let questions = this.asked.get(key);
    if (!questions) {
      const ask = function* ({ documents }: Side): Generator<undefined, Question | undefined> {
        const question = yield* documents.drawing(() => askWhy(documents, view, pointer, item));
        return 'plan' in question ? question : undefined;
      };
      this.asked.set(key, (questions = [yield* ask(this.from), yield* ask(this.to)]));
    }
    return questions;
  }

  /** What entries did to the figures that were asked for, from where the two folds part; nothing of those that are too many. */
  private *touched(): Generator<undefined, Touched> {
    const foldings = [this.from.folding, this.to.folding] as const;
    const counts = [countsOf(this.from.folding.effective), countsOf(this.to.folding.effective)] as const;
    let left = looksMax;
    const told = [...this.told].filter((both) => {
      for (const [side, question] of both.entries()) if (question) left -= looksOf(question, counts[side] ?? counts[0]);
      return left >= 0;
    });
    // What an entry did that both states consider is told by nothing but what corrects or retracts it in one of them.
    const asked = new Set([...this.isBetween, ...this.editors.keys()]);
    const found = new Map<Question, ReadonlyMap<number, Touch>>();
    for (const [side, folding] of foldings.entries()) {
      const questions = told.flatMap((both) => both[side] ?? []);
      const touches = yield* touchesIn(questions, folding, asked);
      for (const [index, question] of questions.entries()) found.set(question, touches[index] ?? new Map());
    }
    return found;
  }

  private behind(origin: Origin, touched: Touched): Set<number> | undefined {
    if ('questions' in origin) return this.behindTold(origin, touched);
    const responsible = new Set<number>();
    for (const one of origin) {
      const behind = this.behind(one, touched);
      if (!behind) return undefined;
      for (const revision of behind) responsible.add(revision);
    }
    return responsible;
  }

  /** The entries that contribute something else in one state than in the other, or that say a fact in either. */
  private behindTold({ questions, bound }: Told, touched: Touched): Set<number> | undefined {
    const [from, to] = questions.map((question) => (question ? touched.get(question) : new Map<number, Touch>()));
    if (!from || !to) return undefined;
    const isChanged = (revision: number): boolean => {
      const [before, after] = [partOf(from.get(revision), bound), partOf(to.get(revision), bound)];
      return before === said || after === said || before !== after;
    };
    const changed = [...new Set([...from.keys(), ...to.keys()])].filter(isChanged);
    const responsible = [...this.withEditors(changed)].filter((revision) => this.isBetween.has(revision));
    return responsible.length === 0 ? undefined : new Set(responsible);
  }

  private noteEditor(revision: number): void {
    const entry = this.from.edited.get(revision) ?? this.to.edited.get(revision);
    if (entry === undefined) return;
    this.editors.set(entry, [...(this.editors.get(entry) ?? []), revision]);
    // A correction that both states consider may itself be corrected in one of them.
    this.noteEditor(entry);
  }

  private withEditors(revisions: Iterable<number>): Set<number> {
    const all = new Set(revisions);
    for (const revision of all) for (const editor of this.editors.get(revision) ?? []) all.add(editor);
    return all;
  }
}

/** The inputs of a figure that is worked out; the same list for all that are worked out from the same. */
const inputsOf = (question: Question | undefined): Inputs =>
  question?.plan.kind === 'derived' ? question.plan.inputs : undefined;

const inputsByName = (inputs: Inputs): Map<string, Input> =>
  new Map((inputs ?? []).map((one) => [`${one.view} ${one.pointer}`, one]));

const said = 'said' satisfies Touch;

/** What an entry did to a figure, or to one bound of it, as JSON; what did nothing is as what is not there. */
function partOf(touch: Touch | undefined, bound: Bound | undefined): string | undefined {
  if (touch === undefined || touch === said) return touch;
  const isWhole = typeof touch === 'object' && 'low' in touch;
  const part = JSON.stringify(isWhole && bound ? touch[bound] : touch);
  return part === '0' || part === '{"low":0,"best":0,"high":0}' ? undefined : part;
}

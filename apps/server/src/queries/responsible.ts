import {
  answerWhy,
  askWhy,
  Documents,
  pointerOf,
  type Contribution,
  type Entry,
  type FoldOptions,
  type ViewName,
  type Why,
} from '#libs/domain';

/** One of two states: what it shows, its log, and the revisions that it considers. */
export interface Side {
  documents: Documents;
  entries: readonly Entry[];
  options: FoldOptions;
  considered: ReadonlySet<number>;
}

/** How many entries are folded at most to say which are responsible. A figure costs the log once in each state. */
const foldedMax = 100_000;

/** A figure worked out from others, those from others again: no formula goes deeper than this. */
const depthMax = 8;

type Bound = 'low' | 'best' | 'high';
type Whys = readonly [Why | undefined, Why | undefined];

/** Says which entries make a figure differ between two states: those that one considers and the other does not. */
export class Responsible {
  /** The revisions that one state considers and the other does not, in order. */
  readonly between: readonly number[];
  private readonly isBetween: ReadonlySet<number>;
  /** The corrections and retractions of an entry. */
  private readonly editors = new Map<number, number[]>();
  private readonly asked = new Map<string, Whys>();
  private left = foldedMax;

  constructor(
    private readonly from: Side,
    private readonly to: Side,
  ) {
    const alone = (one: Side, other: Side): number[] =>
      [...one.considered].filter((revision) => !other.considered.has(revision));
    this.isBetween = new Set([...alone(from, to), ...alone(to, from)]);
    this.between = [...this.isBetween].toSorted((a, b) => a - b);
    for (const revision of this.between) this.noteEditor(revision);
  }

  /** The revisions responsible for a figure, in order; undefined where it cannot be told, or not cheaply. Yields now and then. */
  *of(view: ViewName, path: readonly string[]): Generator<undefined, number[] | undefined> {
    // An id may be a number, and then it would be taken for a place.
    const item = path[0] === 'items' ? path[1] : undefined;
    const behind = yield* this.behind(view, pointerOf(item === undefined ? path : path.slice(2)), item, depthMax);
    return behind && [...behind].toSorted((a, b) => a - b);
  }

  private *behind(
    view: ViewName,
    pointer: string,
    item: string | undefined,
    depth: number,
  ): Generator<undefined, Set<number> | undefined> {
    const { whys, bound } = yield* this.askedBoth(view, pointer, item);
    const [from, to] = whys;
    if (!from && !to) return undefined;
    if (from?.kind === 'derived' || to?.kind === 'derived') return yield* this.behindInputs(from, to, depth);
    const changed = from?.kind === 'fact' || to?.kind === 'fact' ? namedIn(from, to) : contributing(from, to, bound);
    const responsible = new Set<number>();
    for (const revision of this.withEditors(changed)) if (this.isBetween.has(revision)) responsible.add(revision);
    return responsible.size === 0 ? undefined : responsible;
  }

  /** What stands behind the inputs that differ. Where nothing but the moment does, no entry is responsible. */
  private *behindInputs(
    from: Why | undefined,
    to: Why | undefined,
    depth: number,
  ): Generator<undefined, Set<number> | undefined> {
    const inputs = new Map([...inputsOf(from), ...inputsOf(to)].map((one) => [`${one.view} ${one.pointer}`, one]));
    const responsible = new Set<number>();
    let differing = 0;
    for (const { view, pointer } of inputs.values()) {
      const [was, is] = [this.from, this.to].map(({ documents }) => valueAt(documents, view, pointer));
      if (was === is) continue;
      differing++;
      if (view === 'shown') continue;
      const behind = depth === 0 ? undefined : yield* this.behind(view, pointer, undefined, depth - 1);
      if (!behind) return undefined;
      for (const revision of behind) responsible.add(revision);
    }
    return differing === 0 ? undefined : responsible;
  }

  /** Asks both states. The three bounds of a count are asked for at once. */
  private *askedBoth(
    view: ViewName,
    pointer: string,
    item: string | undefined,
  ): Generator<undefined, { whys: Whys; bound?: Bound }> {
    const [, whole, bound] = /^(.+)\/(low|best|high)$/.exec(pointer) ?? [];
    if (whole !== undefined) {
      const whys = yield* this.askedOnce(view, whole, item);
      if (whys.some((one) => one?.kind === 'count')) return { whys, bound: bound as Bound };
    }
    return { whys: yield* this.askedOnce(view, pointer, item) };
  }

  private *askedOnce(view: ViewName, pointer: string, item: string | undefined): Generator<undefined, Whys> {
    const key = JSON.stringify([view, item, pointer]);
    let whys = this.asked.get(key);
    if (!whys) {
      whys = [yield* this.ask(this.from, view, pointer, item), yield* this.ask(this.to, view, pointer, item)];
      // One of two answers would be taken for a figure that the other state has not.
      if (this.left < 0) whys = [undefined, undefined];
      this.asked.set(key, whys);
    }
    return whys;
  }

  private *ask(
    { documents, entries, options }: Side,
    view: ViewName,
    pointer: string,
    item: string | undefined,
  ): Generator<undefined, Why | undefined> {
    yield undefined;
    if (this.left < 0) return undefined;
    const question = askWhy(documents, view, pointer, item);
    if (!('plan' in question)) return undefined;
    if (question.plan.kind !== 'derived') this.left -= entries.length;
    return this.left < 0 ? undefined : yield* answerWhy(question, entries, options);
  }

  private noteEditor(revision: number): void {
    const { type, data } = this.from.entries[revision] ?? this.to.entries[revision] ?? {};
    if (type !== 'EntryCorrected' && type !== 'EntryRetracted') return;
    const { entry } = data as { entry: number };
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

const inputsOf = (why: Why | undefined) => (why?.kind === 'derived' ? why.inputs : []);

/** What a state shows there, as JSON; a formula may take an input that the other state's formula does not. */
function valueAt(documents: Documents, view: ViewName | 'shown', pointer: string): string | undefined {
  if (view === 'shown') return JSON.stringify(documents.of(view));
  const question = askWhy(documents, view, pointer);
  return 'plan' in question ? JSON.stringify(question.value) : undefined;
}

/** The entries that say a fact, in either state. */
const namedIn = (...whys: readonly (Why | undefined)[]): number[] =>
  whys.flatMap((why) => (why?.kind === 'fact' ? why.entries.map(({ revision }) => revision) : []));

/** The entries that contribute something else in one state than in the other. */
function contributing(from: Why | undefined, to: Why | undefined, bound: Bound | undefined): number[] {
  const [before, after] = [contributionsOf(from, bound), contributionsOf(to, bound)];
  return [...new Set([...before.keys(), ...after.keys()])].filter(
    (revision) => before.get(revision) !== after.get(revision),
  );
}

const contributionsOf = (why: Why | undefined, bound: Bound | undefined): Map<number, string> =>
  new Map(
    (why?.kind === 'count' ? why.contributions : [])
      .map((one): [number, string] => [one.revision, partOf(one, bound)])
      // What was retracted contributes nothing, as what is not there.
      .filter(([, part]) => part !== '0' && part !== '{"low":0,"best":0,"high":0}'),
  );

function partOf({ contributed }: Contribution, bound: Bound | undefined): string {
  const isWhole = typeof contributed === 'object' && 'low' in contributed;
  return JSON.stringify(isWhole && bound ? contributed[bound] : contributed);
}

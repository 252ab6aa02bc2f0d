import {
  fold,
  views,
  type Entry,
  type FoldOptions,
  type ViewName,
  type Bounds,
  parsePointer,
  pointerOf,
  resolve,
} from '#libs/domain';
import {
  Documents,
  questionAt,
  type Question,
  byEntry,
  difference,
  isBounds,
  numberOf,
  sumOfContributions,
  type Figure,
  find,
  leavesOf,
  type Trace,
  trace,
  type Change,
} from '#libs/explain';

/** Ends a generator that only yields to let others work. */
export function finish<T>(work: Generator<undefined, T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** The figures of a document: every text, number, flag and null, and every count with its bounds. */
function figuresIn(doc: unknown): string[] {
  const pointers = new Set<string>();
  for (const leaf of leavesOf(doc)) {
    pointers.add(pointerOf(leaf));
    const above = find(doc, leaf.slice(0, -1));
    if (!('missing' in above) && isBounds(above.value)) pointers.add(pointerOf(leaf.slice(0, -1)));
  }
  return [...pointers];
}

/** Whether nobody is certain who cannot be there, and the best value lies between the bounds. */
const isOrdered = ({ low, best, high }: Bounds): boolean =>
  low >= Math.min(0, best) && low <= best && (high === null || best <= high);

/** One thing that a figure's answer lacks. */
interface Fault {
  view: ViewName;
  pointer: string;
  what: string;
}

type Fail = (what: string) => void;

/** What is wrong with the answers to all figures of all views of a log: nothing, it is hoped. */
export function faultsIn(
  entries: readonly Entry[],
  options: FoldOptions,
  at: number,
  names = Object.keys(views),
): Fault[] {
  const { state } = fold(entries, options);
  const documents = new Documents(state, { at });
  const { effective } = finish(resolve(entries, options));
  const until = options.validAt ?? Number.POSITIVE_INFINITY;
  const said = new Set(effective.filter((one) => one.at <= until).map(({ entry }) => entry.revision));
  const faults: Fault[] = [];
  const walked: { question: Question; walk: Trace<unknown>; fail: Fail }[] = [];
  for (const view of names as ViewName[]) {
    for (const pointer of figuresIn(documents.of(view))) {
      const fail: Fail = (what) => faults.push({ view, pointer, what });
      const shown = find(documents.of(view), parsePointer(pointer) ?? []);
      if (!('missing' in shown) && isBounds(shown.value) && !isOrdered(shown.value))
        fail('its bounds are out of order');
      const question = questionAt(documents, view, pointer);
      if (!('plan' in question)) fail(`no answer: ${JSON.stringify(question).slice(0, 200)}`);
      else if ('walk' in question.plan) walked.push({ question, walk: question.plan.walk, fail });
      else check(question, documents, said, fail);
    }
  }
  const walks = walked.map(({ walk }) => walk);
  const found = finish(trace(effective, until, walks));
  const everywhere = finish(
    trace(
      effective,
      until,
      walks.map(({ of, cell }) => ({ of, cell })),
    ),
  );
  for (const [index, { question, walk, fail }] of walked.entries()) {
    const [changes = [], all = []] = [found[index], everywhere[index]];
    const within = all.filter((one) => walk.until === undefined || one.at <= walk.until);
    if (question.plan.kind === 'fact') {
      const [revisions, others] = [changes, within].map((list) => list.map(({ revision }) => revision));
      if (revisions?.join() !== others?.join())
        fail(`${others?.join()} change it, and ${revisions?.join()} were asked`);
      checkSaid(revisions ?? [], said, fail);
      continue;
    }
    const asked = (figure: Figure): Figure => (question.bound ? numberOf(figure, question.bound) : figure);
    const contributed = byEntry(changes as Change<Figure>[], asked);
    const others = byEntry(within as Change<Figure>[], asked);
    if (JSON.stringify([...contributed]) !== JSON.stringify([...others]))
      fail(`${[...others.keys()].join()} change it, and ${[...contributed.keys()].join()} were asked`);
    checkSum([...contributed.values()], question, fail);
  }
  return faults;
}

function checkSaid(revisions: readonly number[], said: ReadonlySet<number>, fail: Fail): void {
  if (revisions.length === 0) fail('nobody says so');
  const unseen = revisions.filter((revision) => !said.has(revision));
  if (unseen.length > 0) fail(`said by ${unseen.join()}, which cannot be seen`);
}

function checkSum(contributions: Parameters<typeof sumOfContributions>[0], { value }: Question, fail: Fail): void {
  const sum = sumOfContributions(contributions, isBounds(value));
  if (JSON.stringify(sum) !== JSON.stringify(value))
    fail(`${JSON.stringify(value)} is made up of ${JSON.stringify(sum)}`);
}

/** Checks what needs no fold: what the state itself tells, and what is worked out. */
function check(question: Question, documents: Documents, said: ReadonlySet<number>, fail: Fail): void {
  const { plan, value, bound } = question;
  if (plan.kind === 'fact') return 'by' in plan ? checkSaid(plan.by, said, fail) : undefined;
  if (plan.kind === 'count') {
    if (!('told' in plan)) return;
    const one = (figure: Figure): Figure => (bound ? numberOf(figure, bound) : figure);
    checkSum(
      plan.told.map(({ figure }) => difference(undefined, one(figure))),
      question,
      fail,
    );
    return checkSaid(
      plan.told.map(({ revision }) => revision),
      said,
      (what) => plan.told.length > 0 && fail(what),
    );
  }
  for (const { view, pointer, value: given } of plan.inputs) {
    const found = find(documents.of(view), parsePointer(pointer) ?? ['?']);
    if ('missing' in found || JSON.stringify(found.value) !== JSON.stringify(given))
      fail(`its input ${view} ${pointer} is not there`);
  }
  const inputs = JSON.parse(JSON.stringify(plan.inputs)) as typeof plan.inputs;
  const again = plan.formula.compute(inputs);
  if (JSON.stringify(again) !== JSON.stringify(value))
    fail(`worked out anew it is ${JSON.stringify(again)}, not ${JSON.stringify(value)}`);
}

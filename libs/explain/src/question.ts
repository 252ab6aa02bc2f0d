import {
  parsePointer,
  pointerOf,
  type MissionState,
  formatInstant,
  today,
  drawView,
  views,
  type AsOf,
  type ViewName,
} from '#libs/domain';
import { isBoundName, isBounds, type BoundName } from './figures.js';
import { inputAt, match, type DocumentName, type Approach, type Asked, type Input, type InputsOf } from './approach.js';
import { figuresOf, find, namesIn, stablePointer, type Found, type Lost } from './pointer.js';
import { catalogue } from './rules/index.js';

/** A figure on a view, and what is to be done to say why it is what it is. */
export interface Question {
  view: ViewName;
  /** Elements of the view's list by name. */
  pointer: string;
  value: unknown;
  /** The one bound that is asked about; undefined for a whole count, and for all else. */
  bound?: BoundName;
  plan: Approach;
}

/** Why there is no figure at a pointer: how far it leads, and what there is from there. */
export interface NoFigure {
  /** The part of the pointer that leads somewhere. */
  upTo: string;
  /** What there is not below it; undefined if it leads to a group of figures. */
  missing?: string;
  /** The names below it. */
  names: string[];
  /** Pointers to the first figures below it, or below one of the names. */
  figures(name?: string): string[];
}

/** A document was looked at that is yet to be drawn. */
class Undrawn extends Error {
  constructor(readonly view: ViewName) {
    super(`${view} is not drawn yet`);
  }
}

/** What a view shows, by name; each is made once, and all of one moment. */
export class Documents {
  private readonly made = new Map<DocumentName, unknown>();
  /** Inputs that were put together, by what finds them and the parts that they hang on. */
  private readonly inputs = new Map<InputsOf, Map<string, readonly Input[]>>();
  private isDrawing = false;

  constructor(
    readonly state: MissionState,
    readonly asOf: AsOf,
  ) {}

  /** The document of a view, or of the moment that it is shown for. Throws Undrawn within `drawing`. */
  of(place: DocumentName): unknown {
    if (!this.made.has(place)) {
      if (this.isDrawing && place !== 'shown') throw new Undrawn(place);
      this.made.set(place, this.make(place));
    }
    return this.made.get(place);
  }

  /** What some work comes to that looks at documents, each of which is drawn in slices first: the work is begun again for each. */
  *drawing<T>(work: () => T): Generator<undefined, T> {
    for (;;) {
      try {
        this.isDrawing = true;
        return work();
      } catch (error) {
        if (!(error instanceof Undrawn)) throw error;
        yield* this.draw(error.view);
      } finally {
        this.isDrawing = false;
      }
    }
  }

  /** Makes the document of a view, yielding now and then if it is a long one. Nobody may change the state meanwhile. */
  *draw(view: ViewName): Generator<undefined, void> {
    if (!this.made.has(view)) this.made.set(view, yield* drawView(view, this.state, this.asOf));
  }

  /** What is shown at a pointer; undefined if nothing is. */
  at(place: DocumentName, pointer: string): unknown {
    const found = find(this.of(place), parsePointer(pointer) ?? []);
    return 'missing' in found ? undefined : found.value;
  }

  /** The inputs that something finds for some parts; found once, however many figures go by them. Throws Undrawn within `drawing`. */
  inputsOf(of: InputsOf, asked: Asked): readonly Input[] {
    let byParts = this.inputs.get(of);
    if (!byParts) this.inputs.set(of, (byParts = new Map()));
    const key = pointerOf(asked.parts);
    let inputs = byParts.get(key);
    if (!inputs) byParts.set(key, (inputs = of(asked)));
    return inputs;
  }

  private make(place: DocumentName): unknown {
    if (place !== 'shown') return views[place](this.state, this.asOf);
    return { at: formatInstant(this.asOf.at), date: today(this.state, this.asOf) };
  }
}

/**
 * Finds what a pointer means on a view, or on one item of it. It looks at the state at once and keeps none of it: what is
 * then worked out from the log is of the same moment if the log is taken up to the same revision.
 */
export function questionAt(documents: Documents, view: ViewName, text: string, item?: string): Question | NoFigure {
  const doc = documents.of(view);
  const above = item === undefined ? [] : ['items', item];
  const path = parsePointer(text);
  const found = find(doc, [...above, ...(path ?? [])], item === undefined ? 'place' : 'name');
  const nothing = (missing?: string): NoFigure => noFigure(doc, found, above.length, missing);
  if (path === undefined) return nothing(text);
  if ('missing' in found) return nothing(found.missing);
  const { value, named } = found;
  const { rule, parts, rest } = match(catalogue[view], named) ?? {};
  const isFigure = typeof value !== 'object' || value === null || isBounds(value);
  if (!rule || !(isFigure || rule.isOpen)) return nothing();
  const { state, asOf } = documents;
  const asked: Asked = {
    state,
    asOf,
    parts: parts ?? [],
    input: (name, place, at, of) => inputAt(documents.of(place), name, place, at, of),
    inputs: (of) => documents.inputsOf(of, asked),
  };
  const plan = rule.approach(asked, rest ?? []);
  const last = named.at(-1);
  const isBound = rule.isCount && rest?.length === 1 && isBoundName(last);
  return { view, pointer: stablePointer(doc, named), value, ...(isBound && { bound: last }), plan };
}

/** How many figures are named if there is none. */
const figuresMax = 10;

function noFigure(doc: unknown, { value, named }: Found | Lost, above: number, missing: string | undefined): NoFigure {
  const relative = (path: readonly string[]): string =>
    above === 0 ? stablePointer(doc, path) : pointerOf(path.slice(above));
  return {
    upTo: relative(named),
    ...(missing !== undefined && { missing }),
    get names() {
      return namesIn(value, named);
    },
    figures(name) {
      const below = name === undefined ? { value, named } : find(value, [name], 'name', named);
      const pointers: string[] = [];
      for (const path of figuresOf(below.value, below.named)) {
        if (pointers.push(relative(path)) >= figuresMax) break;
      }
      return pointers;
    },
  };
}

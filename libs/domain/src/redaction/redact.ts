import { inWords } from '../sentences/in-words.js';
import type { Language, Parts } from '../sentences/part.js';
import { labels, type Label } from '../values/label.js';
import type { InParts, LabelTree, Recorded, Shortened, Some, ToldBy } from './label-tree.js';
import { partsFor } from './parts.js';

/** The labels that somebody may read, as one value each: those who may read the same have the same. */
export type Held = ReadonlySet<Label>;

/** By a number with a bit for each label. */
const known: Held[] = [];

/** The labels that are held, `open` always among them. */
export function heldBy(may: (label: Label) => boolean): Held {
  let bits = 0;
  for (const [place, label] of labels.entries()) if (label === 'open' || may(label)) bits |= 1 << place;
  return (known[bits] ??= new Set(labels.filter((_, place) => (bits & (1 << place)) !== 0)));
}

/** Whether somebody may read everything. */
export const holdsAll = (held: Held): boolean => held.size === labels.length;

/** What is left of some labels for a reader: a rule for each value that remains; undefined if nothing does. */
type Rule = (value: unknown, owner: object, language: Language) => unknown;

const rules = new WeakMap<object, WeakMap<Held, { rule: Rule | undefined }>>();

/**
 * A document without what may not be read of it: hidden fields are left out, and with them the lists and the objects of which
 * nothing remains. Whoever may read all gets the very same document, and what has no labels is for them alone.
 */
export function redact(document: object, tree: LabelTree | undefined, held: Held, language: Language = 'en'): object {
  if (holdsAll(held)) return document;
  const rule = tree && ruleOf(tree, held);
  return rule ? (rule(document, document, language) as object) : {};
}

/** Whether anything at all remains of what has these labels. */
export const isHidden = (tree: LabelTree | undefined, held: Held): boolean =>
  !holdsAll(held) && (tree === undefined || ruleOf(tree, held) === undefined);

const asItIs: Rule = (value) => value;

function ruleOf(tree: LabelTree, held: Held): Rule | undefined {
  if (typeof tree === 'string') return held.has(tree) ? asItIs : undefined;
  let byHeld = rules.get(tree);
  if (!byHeld) rules.set(tree, (byHeld = new WeakMap()));
  let made = byHeld.get(held);
  if (!made) byHeld.set(held, (made = { rule: newRule(tree, held) }));
  return made.rule;
}

function newRule(tree: Exclude<LabelTree, string>, held: Held): Rule | undefined {
  if ('declassified' in tree) return asItIs;
  if ('short' in tree) {
    const { label, short } = tree as Shortened;
    return held.has(label) ? asItIs : (_, owner, language) => short(owner, language);
  }
  if ('inParts' in tree || 'toldBy' in tree) {
    const { label, toldBy: name } = tree as InParts & Partial<ToldBy>;
    if (!held.has(label)) return undefined;
    if (name === undefined) return (value) => partsFor(value as Parts, held);
    return (_, owner, language) => inWords(partsFor((owner as Record<string, Parts>)[name] ?? [], held), language);
  }
  if ('isRecorded' in tree) {
    const { label, rows } = tree as Recorded<LabelTree>;
    const rule = ruleOf(rows, held);
    if (held.has(label)) return rule;
    return rule && ((value, owner, language) => inOrder(value, rule, owner, language));
  }
  if ('only' in tree) {
    const { label, rows, only } = tree as Some<LabelTree>;
    const rule = ruleOf(rows, held);
    if (held.has(label)) return rule;
    return rule && ((value, owner, language) => rule((value as object[]).filter(only), owner, language));
  }
  if ('isByName' in tree) {
    const rule = ruleOf(tree.each, held);
    return rule && ((value, _, language) => overObject(value, () => rule, language));
  }
  const fields = new Map(
    Object.entries(tree as Record<string, LabelTree>).flatMap(([name, of]): [string, Rule][] => {
      const rule = ruleOf(of, held);
      return rule ? [[name, rule]] : [];
    }),
  );
  return fields.size === 0
    ? undefined
    : (value, _, language) => overObject(value, (name) => fields.get(name), language);
}

/** What remains of an object, or of each in a list. What no label speaks of is left out. */
function overObject(value: unknown, ruleAt: (name: string) => Rule | undefined, language: Language): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => overObject(one, ruleAt, language));
  if (typeof value !== 'object' || value === null) return value;
  const left: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(value)) {
    const rule = ruleAt(name);
    if (rule) left[name] = field === null || field === undefined ? field : rule(field, value, language);
  }
  return left;
}

const inOrder = (value: unknown, rule: Rule, owner: object, language: Language): unknown =>
  rule(
    (value as { revision: number }[]).toSorted((a, b) => a.revision - b.revision),
    owner,
    language,
  );

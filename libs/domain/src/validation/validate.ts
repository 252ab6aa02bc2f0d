import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, type ValidationArguments } from 'class-validator';
import { pointerOf } from '../values/json-pointer.js';
import { definitionOf, type EntryType } from '../entries/registry.js';
import { codes, fieldError, ofField, type FieldError } from './field-error.js';
import type { RuleContext } from './decorators.js';
import { ruleInFrench } from './french.js';
import { say } from '../sentences/say.js';
import type { Said } from '../sentences/part.js';

export type Checked = { ok: true } | { ok: false; errors: FieldError[] };

type Data = Record<string, unknown>;
type Check = (value: unknown, object: Data, pointer: string, errors: FieldError[]) => void;

interface Field {
  optional: boolean;
  checks: Check[];
  /** Whether it says when something is, was or will be. */
  isTime: boolean;
  /** What it is made of, if it is an object or a list of objects. */
  inner?: CompiledClass;
}

/** The decorators of fields that say a time. */
const timeRules: ReadonlySet<string | undefined> = new Set(['isDayText', 'isOccurrenceText', 'isPlannedDate']);

/** A data class, ready to be run: its fields, and the rules that class-validator's decorators have left on each. */
interface CompiledClass {
  fields: Map<string, Field>;
  /** Those that say a time, or may hold what does: few classes have any. Worked out when it is first asked for. */
  timely?: readonly (readonly [string, Field])[];
}

type DataClass = new () => object;

const compiledClasses = new Map<DataClass, CompiledClass>();

/**
 * Compiles a class's validation metadata into a list of plain functions, once: the same constraints as
 * class-validator's own `validate` with unknown fields refused, without making instances on each request.
 */
function compiled(target: DataClass): CompiledClass {
  let plan = compiledClasses.get(target);
  if (plan) return plan;
  plan = { fields: new Map() };
  compiledClasses.set(target, plan);
  for (const metadata of getMetadataStorage().getTargetValidationMetadatas(target, '', false, false)) {
    const name = metadata.propertyName;
    let field = plan.fields.get(name);
    if (!field) plan.fields.set(name, (field = { optional: false, checks: [], isTime: false }));
    if (timeRules.has(metadata.name)) field.isTime = true;
    if (metadata.type === 'conditionalValidation') field.optional = true;
    else if (metadata.type === 'nestedValidation') {
      field.inner = compiled(nestedClass(target, name));
      field.checks.push(nested(field.inner, isList(target, name)));
    } else if (metadata.type === 'customValidation') {
      for (const { instance } of getMetadataStorage().getTargetValidatorConstraints(metadata.constraintCls)) {
        const { constraints } = metadata;
        const inFrench = (metadata.context as RuleContext | undefined)?.fr ?? ruleInFrench(metadata.name ?? '');
        field.checks.push((value, object, pointer, errors) => {
          const args: ValidationArguments = { value, constraints, targetName: target.name, object, property: name };
          const isEach = metadata.each && Array.isArray(value);
          const isValid = isEach
            ? value.every((item) => instance.validate(item, { ...args, value: item as unknown }) === true)
            : instance.validate(value, args) === true;
          if (isValid) return;
          const inEnglish = instance.defaultMessage?.(args) ?? `$property is not valid`;
          const said = (words: string) => ofField(words, name, constraints);
          errors.push(fieldError(pointer, { en: said(inEnglish), fr: said(inFrench) }));
        });
      }
    }
  }
  return plan;
}

/** Said of a field that there is not. */
export const unknownField = (known: readonly string[]): Said => ({
  en: say`unknown field; the fields here are ${codes(known)}`,
  fr: say`champ inconnu ; les champs ici sont ${codes(known)}`,
});

const isMissing: Said = { en: say`is missing`, fr: say`manque` };
const notNull: Said = {
  en: say`must not be null; leave the field out`,
  fr: say`ne doit pas être null ; omettez le champ`,
};
/** Said of what must have fields and has none. */
export const notObject: Said = { en: say`must be an object`, fr: say`doit être un objet` };
const notList: Said = { en: say`must be a list`, fr: say`doit être une liste` };
/** Said of a value that is none of those wanted. */
export const mustBe = (wanted: Readonly<Record<'en' | 'fr', string>>): Said => ({
  en: say`must be ${wanted.en}`,
  fr: say`doit être ${wanted.fr}`,
});

/** The class of a nested field, as class-transformer's @Type says. */
function nestedClass(target: DataClass, name: string): DataClass {
  const made = plainToInstance(target, { [name]: {} }) as Record<string, object>;
  return (made[name]?.constructor ?? Object) as DataClass;
}

/** Whether a field is declared as a list, as TypeScript has left it in the class's metadata. */
const isList = (target: DataClass, name: string): boolean =>
  Reflect.getMetadata('design:type', target.prototype as object, name) === Array;

/** Whether a value is a JSON object. */
export const isObject = (value: unknown): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const nested =
  (plan: CompiledClass, list: boolean): Check =>
  (value, _object, pointer, errors) => {
    if (list && !Array.isArray(value)) return void errors.push(fieldError(pointer, notList));
    const items = list
      ? (value as unknown[]).map((item, index) => [`${pointer}/${index}`, item] as const)
      : [[pointer, value] as const];
    for (const [place, item] of items) {
      if (isObject(item)) run(plan, item, place, errors);
      else errors.push(fieldError(place, notObject));
    }
  };

function run(
  plan: CompiledClass,
  object: Data,
  pointer: string,
  errors: FieldError[],
  besides?: ReadonlySet<string>,
): void {
  for (const name of Object.keys(object)) {
    if (!plan.fields.has(name) && !besides?.has(name)) {
      const known = [...plan.fields.keys(), ...(besides ?? [])].toSorted();
      errors.push(fieldError(`${pointer}${pointerOf([name])}`, unknownField(known)));
    }
  }
  for (const [name, { optional, checks }] of plan.fields) {
    const value = object[name];
    if (optional && (value === undefined || value === null)) {
      if (value === null) errors.push(fieldError(`${pointer}/${name}`, notNull));
      continue;
    }
    const place = `${pointer}/${name}`;
    if (value === undefined) {
      errors.push(fieldError(place, isMissing));
      continue;
    }
    const before = errors.length;
    for (const rule of checks) {
      rule(value, object, place, errors);
      if (errors.length > before) break;
    }
  }
}

/** Checks the data of an entry type. */
export function checkData(type: EntryType, data: unknown): Checked {
  if (!isObject(data)) return { ok: false, errors: [fieldError('', notObject)] };
  return checkedWith(type, data);
}

/** Checks data that may have some fields besides those of its class. */
export function checkedWith(type: EntryType, data: Data, besides?: ReadonlySet<string>): Checked {
  const errors: FieldError[] = [];
  run(compiled(definitionOf(type).data), data, '', errors, besides);
  return errors.length === 0 ? { ok: true } : { ok: false, errors };
}

/** The times that the data of an entry gives, each at its pointer. The data must have passed `checkData`. */
export const timesIn = (type: EntryType, data: object): { pointer: string; value: unknown }[] =>
  timesOf(compiled(definitionOf(type).data), data as Data, '');

function timesOf(plan: CompiledClass, object: Data, pointer: string): { pointer: string; value: unknown }[] {
  plan.timely ??= [...plan.fields].filter(([, field]) => mayTell(field));
  if (plan.timely.length === 0) return [];
  return plan.timely.flatMap(([name, { isTime, inner }]) => {
    const value = object[name];
    const place = `${pointer}/${name}`;
    if (value === undefined) return [];
    if (isTime) return [{ pointer: place, value }];
    if (!inner) return [];
    return Array.isArray(value)
      ? value.flatMap((item, index) => timesOf(inner, item as Data, `${place}/${index}`))
      : timesOf(inner, value as Data, place);
  });
}

/** Whether a field says a time, or what is in it may. No class holds itself. */
const mayTell = ({ isTime, inner }: Field): boolean =>
  isTime || (inner !== undefined && [...inner.fields.values()].some(mayTell));

import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, type ValidationArguments } from 'class-validator';
import { pointerOf } from '../values/json-pointer.js';
import { isInstant, isOccurrence } from '../values/occurrence.js';
import { definitionOf, type EntryType } from '../entries/registry.js';
import { isText, textOf } from './decorators.js';
import { envelopeFields } from '../envelope/fields.js';

/** What is wrong with one value, by JSON Pointer (RFC 6901) into what was checked. */
export interface FieldError {
  pointer: string;
  detail: string;
}

export type Checked = { ok: true } | { ok: false; errors: FieldError[] };

type Data = Record<string, unknown>;
type Check = (value: unknown, object: Data, pointer: string, errors: FieldError[]) => void;

interface Field {
  optional: boolean;
  checks: Check[];
  /** Whether it says when something is, was or will be. */
  isTime: boolean;
  /** What it is made of, where it is an object or a list of objects. */
  inner?: CompiledClass;
}

/** The decorators of fields that say a time. */
const timeRules: ReadonlySet<string | undefined> = new Set(['isDayText', 'isOccurrenceText', 'isPlannedDate']);

/** A data class, ready to be run: its fields, and the rules that class-validator's decorators have left on each. */
interface CompiledClass {
  fields: Map<string, Field>;
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
        field.checks.push((value, object, pointer, errors) => {
          const args: ValidationArguments = { value, constraints, targetName: target.name, object, property: name };
          const items = metadata.each && Array.isArray(value) ? value : [value];
          if (items.every((item) => instance.validate(item, { ...args, value: item }) === true)) return;
          const words = instance.defaultMessage?.(args) ?? `$property is not valid`;
          errors.push({ pointer, detail: fill(words, name, constraints) });
        });
      }
    }
  }
  return plan;
}

const fill = (words: string, property: string, constraints: readonly unknown[]): string =>
  words
    .replaceAll('$property', property)
    .replace(/\$constraint(\d)/g, (_, index: string) => String(constraints[Number(index) - 1]).replaceAll(',', ', '));

/** The class of a nested field, as class-transformer's @Type says. */
function nestedClass(target: DataClass, name: string): DataClass {
  const made = plainToInstance(target, { [name]: {} }) as Record<string, object>;
  return (made[name]?.constructor ?? Object) as DataClass;
}

/** Whether a field is declared as a list, as TypeScript has left it in the class's metadata. */
const isList = (target: DataClass, name: string): boolean =>
  Reflect.getMetadata('design:type', target.prototype as object, name) === Array;

const isObject = (value: unknown): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const nested =
  (plan: CompiledClass, list: boolean): Check =>
  (value, _object, pointer, errors) => {
    if (list && !Array.isArray(value)) return void errors.push({ pointer, detail: 'must be a list' });
    const items = list
      ? (value as unknown[]).map((item, index) => [`${pointer}/${index}`, item] as const)
      : [[pointer, value] as const];
    for (const [place, item] of items) {
      if (isObject(item)) run(plan, item, place, errors);
      else errors.push({ pointer: place, detail: 'must be an object' });
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
      errors.push({
        pointer: `${pointer}${pointerOf([name])}`,
        detail: `unknown field; the fields here are ${known.join(', ')}`,
      });
    }
  }
  for (const [name, { optional, checks }] of plan.fields) {
    const value = object[name];
    if (optional && (value === undefined || value === null)) {
      if (value === null)
        errors.push({ pointer: `${pointer}/${name}`, detail: 'must not be null; leave the field out' });
      continue;
    }
    const place = `${pointer}/${name}`;
    if (value === undefined) {
      errors.push({ pointer: place, detail: 'is missing' });
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
  if (!isObject(data)) return { ok: false, errors: [{ pointer: '', detail: 'must be an object' }] };
  return checkedWith(type, data);
}

function checkedWith(type: EntryType, data: Data, besides?: ReadonlySet<string>): Checked {
  const errors: FieldError[] = [];
  run(compiled(definitionOf(type).data), data, '', errors, besides);
  return errors.length === 0 ? { ok: true } : { ok: false, errors };
}

/** The times that the data of an entry gives, each at its pointer. The data must have passed `checkData`. */
export const timesIn = (type: EntryType, data: object): { pointer: string; value: unknown }[] =>
  timesOf(compiled(definitionOf(type).data), data as Data, '');

const timesOf = ({ fields }: CompiledClass, object: Data, pointer: string): { pointer: string; value: unknown }[] =>
  [...fields].flatMap(([name, { isTime, inner }]) => {
    const value = object[name];
    const place = `${pointer}/${name}`;
    if (value === undefined) return [];
    if (isTime) return [{ pointer: place, value }];
    if (!inner) return [];
    return Array.isArray(value)
      ? value.flatMap((item, index) => timesOf(inner, item as Data, `${place}/${index}`))
      : timesOf(inner, value as Data, place);
  });

const confidences: readonly unknown[] = ['high', 'medium', 'low'];
const timeWords =
  'a time that exists: an instant with seconds and its offset ("2023-08-13T08:30:00Z"), a day ("2023-08-13") or a month ("2023-08")';

/** Checks the body of a command: its entry's data, and the envelope's fields. */
export function checkBody(type: EntryType, body: unknown): Checked {
  if (!isObject(body)) return { ok: false, errors: [{ pointer: '', detail: 'the body must be an object' }] };
  const { kind } = definitionOf(type);
  const checked = checkedWith(type, body, envelopeFields[kind]);
  const errors = checked.ok ? [] : checked.errors;
  const { occurredAt, placedAt, reportedAt, source, late } = body;
  if (occurredAt === undefined && kind === 'report') {
    errors.push({ pointer: '/occurredAt', detail: `is missing: say when it happened, as ${timeWords}` });
  }
  if (occurredAt !== undefined && !isOccurrence(occurredAt))
    errors.push({ pointer: '/occurredAt', detail: `must be ${timeWords}` });
  if (placedAt !== undefined && !isInstant(placedAt))
    errors.push({ pointer: '/placedAt', detail: 'must be an instant with its offset ("2023-08-13T08:30:00Z")' });
  if (reportedAt !== undefined && !isOccurrence(reportedAt))
    errors.push({ pointer: '/reportedAt', detail: `must be ${timeWords}` });
  if (source !== undefined) checkSource(source, errors);
  if (kind === 'order' && late !== undefined) {
    if (typeof late !== 'boolean') errors.push({ pointer: '/late', detail: 'must be true or false' });
    if (late === true && source === undefined)
      errors.push({ pointer: '/source', detail: 'an order entered late needs its source' });
    if (late === true && occurredAt === undefined)
      errors.push({ pointer: '/occurredAt', detail: 'an order entered late needs the time when it was given' });
  }
  return errors.length === 0 ? { ok: true } : { ok: false, errors };
}

function checkSource(source: unknown, errors: FieldError[]): void {
  if (!isObject(source))
    return void errors.push({ pointer: '/source', detail: 'must be {"title", "url"?, "ref"?, "confidence"}' });
  const limits = { title: 500, url: 2000, ref: 200 } as const;
  for (const name of Object.keys(source)) {
    if (Object.hasOwn(limits, name) || name === 'confidence') continue;
    errors.push({
      pointer: pointerOf(['source', name]),
      detail: 'unknown field; the fields here are confidence, ref, title, url',
    });
  }
  for (const [name, most] of Object.entries(limits)) {
    const value = source[name];
    if (value === undefined && name !== 'title') continue;
    if (!isText(value, most)) {
      errors.push({ pointer: `/source/${name}`, detail: `must be ${textOf(most)}` });
    }
  }
  if (!confidences.includes(source.confidence)) {
    errors.push({ pointer: '/source/confidence', detail: 'must be "high", "medium" or "low"' });
  }
}

import { isInstant, isOccurrence } from '../values/occurrence.js';
import { pointerOf } from '../values/json-pointer.js';
import { say } from '../sentences/say.js';
import type { Said } from '../sentences/part.js';
import { envelopeFields } from '../envelope/fields.js';
import { definitionOf, type EntryType } from '../entries/registry.js';
import { isText, textOf } from './decorators.js';
import { fieldError, type FieldError } from './field-error.js';
import { checkedWith, isObject, mustBe, unknownField, type Checked } from './validate.js';

const confidences: readonly unknown[] = ['high', 'medium', 'low'];
const time = {
  en: 'a time that exists: an instant with seconds and its offset ("2023-08-13T08:30:00Z"), a day ("2023-08-13") or a month ("2023-08")',
  fr: 'un moment qui existe : un instant avec ses secondes et son décalage ("2023-08-13T08:30:00Z"), un jour ("2023-08-13") ou un mois ("2023-08")',
};
const instant = {
  en: 'an instant with its offset ("2023-08-13T08:30:00Z")',
  fr: 'un instant avec son décalage ("2023-08-13T08:30:00Z")',
};
const trueOrFalse = { en: 'true or false', fr: 'true ou false' };
const sourceShape = {
  en: '{"title", "url"?, "ref"?, "confidence"}',
  fr: '{"title", "url"?, "ref"?, "confidence"}',
};
const glassShape = { en: '{"reason"}', fr: '{"reason"}' };
const confidence = { en: '"high", "medium" or "low"', fr: '"high", "medium" ou "low"' };

const noBody: Said = { en: say`the body must be an object`, fr: say`le corps doit être un objet` };
const noTime: Said = {
  en: say`is missing: say when it happened, as ${time.en}`,
  fr: say`manque : dites quand cela est arrivé, par ${time.fr}`,
};
const lateNeedsSource: Said = {
  en: say`an order entered late needs its source`,
  fr: say`un ordre saisi tardivement doit avoir sa source`,
};
const lateNeedsTime: Said = {
  en: say`an order entered late needs the time when it was given`,
  fr: say`un ordre saisi tardivement doit dire quand il a été donné`,
};

/** Checks the body of a command: its entry's data, and the envelope's fields. */
export function checkBody(type: EntryType, body: unknown): Checked {
  if (!isObject(body)) return { ok: false, errors: [fieldError('', noBody)] };
  const { kind } = definitionOf(type);
  const checked = checkedWith(type, body, envelopeFields[kind]);
  const errors = checked.ok ? [] : checked.errors;
  const { occurredAt, placedAt, reportedAt, source, late, breakGlass } = body;
  if (occurredAt === undefined && kind === 'report') errors.push(fieldError('/occurredAt', noTime));
  if (occurredAt !== undefined && !isOccurrence(occurredAt)) errors.push(fieldError('/occurredAt', mustBe(time)));
  if (placedAt !== undefined && !isInstant(placedAt)) errors.push(fieldError('/placedAt', mustBe(instant)));
  if (reportedAt !== undefined && !isOccurrence(reportedAt)) errors.push(fieldError('/reportedAt', mustBe(time)));
  if (source !== undefined) checkSource(source, errors);
  if (kind === 'order' && breakGlass !== undefined) checkBreakGlass(breakGlass, errors);
  if (kind === 'order' && late !== undefined) {
    if (typeof late !== 'boolean') errors.push(fieldError('/late', mustBe(trueOrFalse)));
    if (late === true && source === undefined) errors.push(fieldError('/source', lateNeedsSource));
    if (late === true && occurredAt === undefined) errors.push(fieldError('/occurredAt', lateNeedsTime));
  }
  return errors.length === 0 ? { ok: true } : { ok: false, errors };
}

function checkBreakGlass(breakGlass: unknown, errors: FieldError[]): void {
  if (!isObject(breakGlass)) return void errors.push(fieldError('/breakGlass', mustBe(glassShape)));
  for (const name of Object.keys(breakGlass))
    if (name !== 'reason') errors.push(fieldError(pointerOf(['breakGlass', name]), unknownField(['reason'])));
  if (!isText(breakGlass.reason, 2000)) errors.push(fieldError('/breakGlass/reason', mustBe(textOf(2000))));
}

function checkSource(source: unknown, errors: FieldError[]): void {
  if (!isObject(source)) return void errors.push(fieldError('/source', mustBe(sourceShape)));
  const limits = { title: 500, url: 2000, ref: 200 } as const;
  for (const name of Object.keys(source)) {
    if (Object.hasOwn(limits, name) || name === 'confidence') continue;
    errors.push(fieldError(pointerOf(['source', name]), unknownField(['confidence', 'ref', 'title', 'url'])));
  }
  for (const [name, most] of Object.entries(limits)) {
    const value = source[name];
    if (value === undefined && name !== 'title') continue;
    if (!isText(value, most)) errors.push(fieldError(`/source/${name}`, mustBe(textOf(most))));
  }
  if (!confidences.includes(source.confidence)) errors.push(fieldError('/source/confidence', mustBe(confidence)));
}

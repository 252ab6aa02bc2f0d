import { fieldError, notObject, unknownField, type FieldError, type Said } from '#libs/domain';
import { isObject } from '#libs/strict-json';
import { Problem } from './problems.js';
import { parseStrict, textOf } from './strict-json.js';

/** A Problem that names what is wrong with each field. */
export const invalidFields = (errors: readonly FieldError[]): Problem =>
  new Problem('invalid', undefined, {}, {}, errors);

/** Reads a JSON object of known fields. Throws a Problem. */
export function objectIn(bytes: unknown, known: readonly string[]): Record<string, unknown> {
  const body = bytes instanceof Uint8Array ? parseStrict(textOf(bytes)) : undefined;
  if (!isObject(body)) throw invalidFields([fieldError('', notObject)]);
  const odd = Object.keys(body).filter((name) => !known.includes(name));
  if (odd.length > 0) throw invalidFields(odd.map((name) => fieldError(`/${name}`, unknownField(known))));
  return body;
}

/** Gathers what is wrong with fields. */
export class FieldChecks {
  private readonly errors: FieldError[] = [];

  /** Notes what is wanted of a field that is not right. */
  check(isRight: boolean, pointer: string, wanted: Said): void {
    if (!isRight) this.errors.push(fieldError(pointer, wanted));
  }

  /** Throws a Problem if anything is wrong. */
  end(): void {
    if (this.errors.length > 0) throw invalidFields(this.errors);
  }
}

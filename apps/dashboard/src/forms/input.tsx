import { useState } from 'preact/hooks';
import type { Schema } from '../state/described.js';
import { fieldName, languageOf, named } from '../words/names.js';
import { t } from '../words/words.js';
import { idOf, type Value } from './values.js';

/** What fields need to know of the form. */
export interface FormContext {
  /** What is wrong, by JSON pointer. */
  errors: ReadonlyMap<string, string>;
  /** Ids that a field of this name may take. */
  suggestions: Readonly<Record<string, readonly string[]>>;
}

/** What every field is given. */
export interface FieldProps {
  schema: Schema;
  name: string;
  pointer: string;
  value: Value;
  isRequired: boolean;
  context: FormContext;
  onChange: (value: Value) => void;
}

const longText = 500;

interface InputProps extends Omit<FieldProps, 'isRequired'> {
  /** Whether its label is the group's, so that it needs one of its own that is only heard. */
  isHidden?: boolean;
}

/** The control of one plain value. */
export function Input({ schema, name, pointer, value, context, onChange, isHidden }: InputProps) {
  const id = isHidden ? `${idOf(pointer)}-exact` : idOf(pointer);
  const hasError = context.errors.has(pointer);
  const described = [
    hasError && `${idOf(pointer)}-error`,
    !isHidden && schema.description !== undefined && `${idOf(pointer)}-hint`,
  ].filter((one) => one !== false);
  const common = {
    id,
    'aria-invalid': hasError,
    'aria-label': isHidden ? fieldName(name) : undefined,
    'aria-describedby': described.length > 0 ? described.join(' ') : undefined,
  };
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  if (schema.enum)
    return (
      <select {...common} value={text} onChange={(event) => onChange(event.currentTarget.value || undefined)}>
        <option value="" />
        {schema.enum.map((one) => (
          <option key={one} value={one} lang={languageOf('choice', one)}>
            {named('choice', one)}
          </option>
        ))}
      </select>
    );
  if (schema.type === 'object') return <JsonInput {...common} value={value} onChange={onChange} />;
  if (schema.type === 'integer' || schema.type === 'number')
    return (
      <input
        {...common}
        type="text"
        inputMode={schema.type === 'integer' ? 'numeric' : 'decimal'}
        value={text}
        onInput={(event) => onChange(numberIn(event.currentTarget.value))}
      />
    );
  if ((schema.maxLength ?? 0) > longText)
    return (
      <textarea
        {...common}
        rows={3}
        value={text}
        onInput={(event) => onChange(event.currentTarget.value || undefined)}
      />
    );
  const suggested = context.suggestions[name.replace(/ \d+$/, '')] ?? [];
  return (
    <>
      <input
        {...common}
        type="text"
        list={suggested.length > 0 ? `${id}-list` : undefined}
        value={text}
        placeholder={schema.pattern?.startsWith('^\\d{4}-') ? 'YYYY-MM-DD' : undefined}
        onInput={(event) => onChange(event.currentTarget.value || undefined)}
      />
      {suggested.length > 0 && (
        <datalist id={`${id}-list`}>
          {suggested.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
    </>
  );
}

/** A number if it is one; else the text as it stands, so that the server says what is wrong with it. */
function numberIn(text: string): Value {
  if (text.trim() === '') return undefined;
  const n = Number(text);
  return Number.isFinite(n) ? n : text;
}

interface JsonInputProps {
  id: string;
  value: Value;
  onChange: (value: Value) => void;
}

/** An object whose fields the schema does not say. */
function JsonInput({ value, onChange, ...common }: JsonInputProps) {
  const [text, setText] = useState(value === undefined ? '' : JSON.stringify(value, null, 2));
  const [isBroken, setBroken] = useState(false);
  const take = (next: string): void => {
    setText(next);
    try {
      onChange(next.trim() === '' ? undefined : (JSON.parse(next) as Value));
      setBroken(false);
    } catch {
      setBroken(true);
    }
  };
  return (
    <>
      <textarea {...common} rows={8} class="json" value={text} onInput={(event) => take(event.currentTarget.value)} />
      <p class={isBroken ? 'error' : 'quiet small'}>{t(isBroken ? 'notJson' : 'asJson')}</p>
    </>
  );
}

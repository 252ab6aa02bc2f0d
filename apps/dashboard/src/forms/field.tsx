import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { resolved } from '../state/described.js';
import { fieldName, languageOf } from '../words/names.js';
import { known, t } from '../words/words.js';
import { Input, type FieldProps, type FormContext } from './input.js';
import { fieldsOf, idOf, itemsOf, variantIn, variantsOf, type Value } from './values.js';

/** A field made from its schema, whatever that is. */
export function Field(props: FieldProps) {
  const schema = resolved(props.schema);
  if (schema.oneOf) return <Variants {...props} schema={schema} />;
  if (schema.type === 'array') return <List {...props} schema={schema} />;
  if (schema.type === 'object' && schema.properties) return <Group {...props} schema={schema} />;
  return <Plain {...props} schema={schema} />;
}

/** The fields of an object: those that are needed first. */
export function FieldsOf({ schema, pointer, value, context, onChange }: Omit<FieldProps, 'name' | 'isRequired'>) {
  const required = new Set(schema.required);
  const names = Object.keys(schema.properties ?? {}).toSorted(
    (a, b) => Number(required.has(b)) - Number(required.has(a)),
  );
  const fields = fieldsOf(value);
  return (
    <>
      {names.map((name) => (
        <Field
          key={name}
          schema={schema.properties?.[name] ?? {}}
          name={name}
          pointer={`${pointer}/${name}`}
          value={fields[name]}
          isRequired={required.has(name)}
          context={context}
          onChange={(one) => onChange({ ...fields, [name]: one })}
        />
      ))}
    </>
  );
}

function Legend({ name, isRequired }: { name: string; isRequired: boolean }) {
  return (
    <>
      <span lang={languageOf('field', name.replace(/ \d+$/, ''))}>{fieldName(name)}</span>
      {isRequired && <span class="quiet small"> {t('required')}</span>}
    </>
  );
}

function ErrorOf({ pointer, context }: { pointer: string; context: FormContext }) {
  const text = context.errors.get(pointer);
  if (text === undefined) return null;
  return (
    <p class="error" id={`${idOf(pointer)}-error`} lang="en">
      {text}
    </p>
  );
}

type FieldsProps = Pick<FieldProps, 'name' | 'pointer' | 'isRequired' | 'context'> & { children: ComponentChildren };

function Fields({ name, pointer, isRequired, context, children }: FieldsProps) {
  return (
    <fieldset id={idOf(pointer)} tabIndex={-1}>
      <legend>
        <Legend name={name} isRequired={isRequired} />
      </legend>
      <ErrorOf pointer={pointer} context={context} />
      {children}
    </fieldset>
  );
}

function Group(props: FieldProps) {
  const { name, pointer, isRequired, context } = props;
  return (
    <Fields name={name} pointer={pointer} isRequired={isRequired} context={context}>
      <FieldsOf {...props} />
    </Fields>
  );
}

function List({ schema, name, pointer, value, isRequired, context, onChange }: FieldProps) {
  const items = itemsOf(value);
  const replace = (index: number, item: Value): void => onChange(items.map((one, at) => (at === index ? item : one)));
  return (
    <Fields name={name} pointer={pointer} isRequired={isRequired} context={context}>
      {items.map((item, index) => (
        // Items have no names of their own: one that is removed moves the others up.
        <div key={index} class="list-item">
          <Field
            schema={schema.items ?? {}}
            name={`${name} ${index + 1}`}
            pointer={`${pointer}/${index}`}
            value={item}
            isRequired={false}
            context={context}
            onChange={(one) => replace(index, one)}
          />
          <button type="button" class="plain" onClick={() => onChange(items.filter((_, at) => at !== index))}>
            {t('remove')} <span class="hidden">{`${fieldName(name)} ${index + 1}`}</span>
          </button>
        </div>
      ))}
      <button type="button" class="plain" onClick={() => onChange([...items, undefined])}>
        {t('add')} <span class="hidden">{fieldName(name)}</span>
      </button>
    </Fields>
  );
}

/** A value that may be exact or in the words of its source. */
function Variants({ schema, name, pointer, value, isRequired, context, onChange }: FieldProps) {
  const variants = variantsOf(schema);
  const [chosen, setChosen] = useState(variantIn(variants, value)?.name);
  const variant = variants.find((one) => one.name === chosen);
  const choose = (next: string): void => {
    setChosen(next);
    onChange(undefined);
  };
  const wordOf = (one: string): string => (one === 'exact' ? t('exact') : known('form.', one));
  return (
    <fieldset id={idOf(pointer)} tabIndex={-1} class="variants">
      <legend>
        <Legend name={name} isRequired={isRequired} />
      </legend>
      <ErrorOf pointer={pointer} context={context} />
      <label>
        <span class="hidden">{`${t('form')} ${fieldName(name)}`}</span>
        <select value={chosen} onChange={(event) => choose(event.currentTarget.value)}>
          {variants.map((one) => (
            <option key={one.name} value={one.name}>
              {wordOf(one.name)}
            </option>
          ))}
        </select>
      </label>
      {variant?.schema.properties ? (
        <FieldsOf schema={variant.schema} pointer={pointer} value={value} context={context} onChange={onChange} />
      ) : (
        variant && (
          <Input
            schema={variant.schema}
            name={name}
            pointer={pointer}
            value={value}
            context={context}
            onChange={onChange}
            isHidden
          />
        )
      )}
    </fieldset>
  );
}

function Plain(props: FieldProps) {
  const { schema, name, pointer, isRequired, context, value, onChange } = props;
  if (schema.type === 'boolean')
    return (
      <label class="check">
        <input
          id={idOf(pointer)}
          type="checkbox"
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked || undefined)}
        />
        <Legend name={name} isRequired={isRequired} />
      </label>
    );
  return (
    <div class="field">
      <label for={idOf(pointer)}>
        <Legend name={name} isRequired={isRequired} />
      </label>
      <ErrorOf pointer={pointer} context={context} />
      <Input {...props} />
      {schema.description !== undefined && (
        <p class="quiet small" id={`${idOf(pointer)}-hint`} lang="en">
          {schema.description}
        </p>
      )}
    </div>
  );
}

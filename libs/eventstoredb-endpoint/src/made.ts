/** The fields of a message of the protocol, by the setters that its class has. */
type FieldsOf<M> = {
  [S in keyof M as S extends `set${infer F}` ? Uncapitalize<F> : never]?: M[S] extends (value: infer V) => unknown
    ? V
    : never;
};

/** A message of the protocol with some of its fields: `groupName` by `setGroupName`. */
export function made<M extends object>(of: new () => M, fields: FieldsOf<M>): M {
  const message = new of();
  const setters = message as Record<string, (value: unknown) => unknown>;
  for (const [name, value] of Object.entries<unknown>(fields))
    if (value !== undefined) setters[`set${name.charAt(0).toUpperCase()}${name.slice(1)}`]?.(value);
  return message;
}

/** A figure of a view, or what else stands at one place of it. */
export type Figure = string | number | boolean | null | object;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a value is a count with its bounds, which is one figure. */
const isBounds = (value: Record<string, unknown>): boolean =>
  Object.keys(value).length === 3 && 'low' in value && 'best' in value && 'high' in value;

const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

/** What an item of a list is known by: its id, where each has one, so that it is the same item wherever it stands. */
function nameOf(item: unknown, index: number): string {
  const { id } = isObject(item) ? item : {};
  return typeof id === 'string' ? `[${id}]` : String(index);
}

/**
 * The figures of a view, each by a path that stays the same while others come and go, with its JSON Pointer (RFC 6901) in
 * this view. A count with its bounds is one figure.
 */
export function figuresOf(view: unknown): Map<string, { pointer: string; value: Figure }> {
  const figures = new Map<string, { pointer: string; value: Figure }>();
  const walk = (value: unknown, path: string, pointer: string): void => {
    if (value === undefined) return;
    if (Array.isArray(value))
      value.forEach((item, index) => walk(item, `${path}/${nameOf(item, index)}`, `${pointer}/${index}`));
    else if (isObject(value) && !isBounds(value))
      for (const [key, item] of Object.entries(value))
        walk(item, `${path}/${escaped(key)}`, `${pointer}/${escaped(key)}`);
    else figures.set(path, { pointer, value });
  };
  walk(view, '', '');
  return figures;
}

/** Whether a figure is the same. */
const isSame = (a: Figure | undefined, b: Figure | undefined): boolean =>
  a === b || (typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b));

type Figures = ReturnType<typeof figuresOf>;

/** The paths at which two views differ, those of the second first. */
export function differing(from: Figures, to: Figures): string[] {
  const paths: string[] = [];
  for (const [path, { value }] of to) if (!isSame(from.get(path)?.value, value)) paths.push(path);
  for (const path of from.keys()) if (!to.has(path)) paths.push(path);
  return paths;
}

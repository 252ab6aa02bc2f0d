/**
 * Turns CSV (RFC 4180, with a header line) into lines of JSON: a column is a field, dotted for nested ones
 * (`source.title`, `lines.0.count`); empty cells are left out, and a cell that is a JSON number, list, object, true or
 * false is read as that, except in columns of text (`text`, `reason`, `statement`, `summary`, `name`, `title`).
 */
export function csvToNdjson(text: string): string {
  const [header = [], ...rows] = cells(text.replace(/^\uFEFF/, ''));
  return rows
    .filter((row) => row.some((cell) => cell !== ''))
    .map((row) => {
      const object: Record<string, unknown> = {};
      for (const [index, name] of header.entries()) {
        const cell = row[index] ?? '';
        if (name !== '' && cell !== '') put(object, name.split('.'), valueOf(name, cell));
      }
      return JSON.stringify(object);
    })
    .join('\n');
}

const isText = (name: string): boolean => /(^|\.)(text|reason|statement|summary|name|title)$/.test(name);

function valueOf(name: string, cell: string): unknown {
  if (isText(name) || !/^(-?\d+(\.\d+)?|true|false|\{.*\}|\[.*\])$/s.test(cell)) return cell;
  try {
    return JSON.parse(cell);
  } catch {
    return cell;
  }
}

function put(object: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [first = '', second, ...rest] = path;
  if (first === '__proto__') return;
  if (second === undefined) {
    object[first] = value;
    return;
  }
  const inner = (object[first] ??= /^\d+$/.test(second) ? [] : {}) as Record<string, unknown>;
  put(inner, [second, ...rest], value);
}

function cells(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const match of text.matchAll(/("(?:[^"]|"")*"|[^,\r\n]*)(,|\r?\n|$)/g)) {
    const [whole, raw = '', end] = match;
    if (whole === '' && row.length === 0) break;
    row.push(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw);
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

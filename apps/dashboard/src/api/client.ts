import type { Documents, ProblemDocument, Shown } from './documents.js';

/** The server said no, and why. */
export class Refused extends Error {
  constructor(readonly problem: ProblemDocument) {
    super(problem.detail);
  }
}

/** A moment to look at; both undefined for the newest state. */
export interface Lens {
  validAt?: string;
  knownAt?: string;
}

export type Query = Readonly<Record<string, string | undefined>>;

/** The path of something of a mission, with parameters. */
export function pathOf(mission: string, rest = '', query: Query = {}): string {
  const found = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined && value !== '') found.set(name, value);
  const text = found.toString();
  return `/v1/missions/${encodeURIComponent(mission)}${rest}${text === '' ? '' : `?${text}`}`;
}

/** Asks for JSON. Throws Refused where the server says no, TypeError where it cannot be reached. */
export async function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await fetch(path, { headers: { accept: 'application/json' }, signal });
  if (!response.ok) throw new Refused(await problemOf(response));
  return (await response.json()) as T;
}

/** The problem document of an answer, also where something between us and the server answered in its place. */
export async function problemOf(response: Response): Promise<ProblemDocument> {
  try {
    return (await response.json()) as ProblemDocument;
  } catch {
    return { type: 'about:blank', title: response.statusText, status: response.status, detail: response.statusText };
  }
}

/** The permanent code of a problem: the last part of its type. */
export const codeOf = ({ type }: ProblemDocument): string => type.split('/').at(-1) ?? type;

const pageSize = '500';
const listed: readonly Shown[] = ['bases', 'convoys', 'schedule', 'permits', 'discrepancies', 'incidents'];

/** A view whole, page after page. */
export async function readView<V extends Shown>(
  mission: string,
  view: V,
  lens: Lens,
  signal?: AbortSignal,
): Promise<NonNullable<Documents[V]>> {
  const path = view === 'summary' ? '' : `/${view}`;
  if (!listed.includes(view)) return getJson(pathOf(mission, path, { ...lens }), signal);
  const items: unknown[] = [];
  let after: string | undefined;
  let first: object = {};
  let isFirst = true;
  do {
    const page = await getJson<{ items: unknown[]; next?: string }>(
      pathOf(mission, path, { ...lens, limit: pageSize, after }),
      signal,
    );
    items.push(...page.items);
    if (isFirst) first = page;
    isFirst = false;
    after = page.next;
  } while (after !== undefined);
  const whole: object = { ...first, items };
  return whole as NonNullable<Documents[V]>;
}

/** Saves what an address answers in a format as a file: a link alone cannot say which format it wants. */
export async function download(path: string, accept: string, name: string): Promise<void> {
  // All formats of an address have one tag: a cache would give the JSON that it has.
  const response = await fetch(path, { headers: { accept }, cache: 'no-store' });
  if (!response.ok) throw new Refused(await problemOf(response));
  saveAs(await response.blob(), name);
}

/** Hands bytes to the reader as a file. */
export function saveAs(bytes: Blob, name: string): void {
  const anchor = document.createElement('a');
  anchor.href = URL.createObjectURL(bytes);
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), 10_000);
}

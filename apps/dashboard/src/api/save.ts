import { pageOf, type Query } from '#libs/client';
import { missionOf } from './server.js';

/** What is downloaded: of which view, and under which name. */
interface Wanted {
  mission: string | undefined;
  view: string;
  query: Query;
  accept: string;
  name: string;
}

/** Saves a view in a format as a file: a link alone cannot say which format it wants. */
export async function download({ mission, view, query, accept, name }: Wanted): Promise<void> {
  // All formats of an address have one tag: a cache would give the JSON that it has.
  const response = await missionOf(mission).open(pageOf(view), query, { accept, cache: 'no-store' });
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

import { pathOf, type Client } from '../client.js';

const limit = '500';

/** A mission's history page by page, oldest first. */
export async function* pagesOf<T extends object>(
  client: Client,
  mission: string,
  filters: object = {},
): AsyncGenerator<T[]> {
  let after: string | undefined;
  do {
    const page: { items: T[]; next?: string } = await client.readObject(
      pathOf(mission, '/entries', { ...filters, after, limit }),
    );
    yield page.items;
    after = page.next;
  } while (after !== undefined);
}

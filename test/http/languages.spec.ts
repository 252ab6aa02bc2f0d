import { inWords, type Language, type Parts } from '#libs/domain';
import { englishIn } from '../languages/english-words.js';
import { recordMinusma } from '../support/minusma.js';
import { startTestServer, type Reply, type TestServer } from '../support/server.js';

let server: TestServer;
beforeAll(async () => {
  const now = Date.parse('2026-01-01T12:00:00Z');
  server = await startTestServer(() => now);
  await recordMinusma(server);
});
afterAll(() => server.close());

const french = { 'accept-language': 'fr' };

/** Every text in an answer that has its parts beside it. */
function said(value: unknown): { text: string; parts: Parts }[] {
  if (typeof value !== 'object' || value === null) return [];
  const { sentence, message, statusReason, detail, text, parts, ...rest } = value as Record<string, unknown>;
  const beside = sentence ?? message ?? statusReason ?? detail ?? text;
  const own = Array.isArray(parts) && typeof beside === 'string' ? [{ text: beside, parts: parts as Parts }] : [];
  return [...own, ...Object.values(rest).flatMap(said)];
}

const pages = [
  '',
  '/discrepancies',
  '/entries?limit=500',
  '/entries?limit=500&order=newest',
  '/entries/5',
  '?why=/status',
];

describe.each(['en', 'fr'] as const)('in %s', (language) => {
  const get = (page: string): Promise<Reply> => server.get(server.at(page), { 'accept-language': language });

  it.each(pages)('%s reads as its parts do', async (page) => {
    const reply = await get(page);
    expect([reply.status, reply.headers.get('content-language')]).toEqual([200, language]);
    const all = said(reply.body);
    if (!page.includes('why')) expect(all.length).toBeGreaterThan(0);
    for (const { text, parts } of all) expect(inWords(parts, language)).toBe(text);
  });
});

describe('in French', () => {
  it('no sentence, message or reason has an English word', async () => {
    for (const page of pages) {
      const all = said((await server.get(server.at(page), french)).body);
      expect(all.flatMap(({ parts }) => englishIn(parts))).toEqual([]);
    }
    const { body } = await server.get(server.at('/entries?type=WithdrawalExpedited&base=ber'), french);
    expect(body.items[0]?.sentence).toMatch(/^Retrait de la base ber avancé, désormais prévu le 2023-08-13 : /);
  });

  it('is what a client asks for most, and English what all others get', async () => {
    const languageFor = async (wish: string): Promise<string | null> =>
      (await server.get(server.at(''), { 'accept-language': wish })).headers.get('content-language');
    const wishes = ['fr', 'fr-CH, en;q=0.8', 'en;q=0.5, fr;q=0.9', 'en, fr', 'de', '*', 'de, fr;q=0.1'];
    expect(await Promise.all(wishes.map(languageFor))).toEqual(['fr', 'fr', 'fr', 'en', 'en', 'en', 'fr']);
  });

  it('has tags of its own, so that no browser takes one language for the other', async () => {
    const tagIn = async (headers: Record<string, string>): Promise<string> =>
      (await server.get(server.at(''), headers)).headers.get('etag') ?? '';
    const [en, fr] = [await tagIn({}), await tagIn(french)];
    expect(en).not.toBe(fr);
    const again = async (tag: string): Promise<number> =>
      (await server.get(server.at(''), { ...french, 'if-none-match': tag })).status;
    expect([await again(en), await again(fr)]).toEqual([200, 304]);
  });

  it('finds entries by what their French sentences say', async () => {
    const found = async (headers: Record<string, string>): Promise<number> =>
      (await server.get(server.at('/entries?text=évacuation sanitaire'), headers)).body.items.length;
    expect(await found({})).toBe(0);
    expect(await found(french)).toBeGreaterThan(0);
  });

  const commands: [string, string, object, string][] = [
    ['a refused order', 'expedite-withdrawal', { base: 'ber', on: '2023-12-01', reason: 'x' }, 'n’est plus tenue'],
    ['a field that is not valid', 'report-base-vacated', { base: 'Ber', occurredAt: '2023-13-01' }, 'doit être'],
    ['a field that is unknown', 'add-note', { text: 'x', occurredAt: '2023-08-13', bases: 'ber' }, 'champ inconnu'],
    ['what does not exist', 'report-base-vacated', { base: 'nowhere', occurredAt: '2023-08-13' }, 'Connus : '],
    ['a time to come', 'add-note', { text: 'x', occurredAt: '2033-08-13' }, 'est dans le futur'],
  ];
  it.each(commands)('says no to %s', async (_, command, body, words) => {
    const reply = await server.command(command, body, french);
    expect(reply.status).toBeGreaterThanOrEqual(400);
    expect(reply.body.detail).toContain(words);
    const all = said(reply.body);
    expect(all.flatMap(({ parts }) => englishIn(parts))).toEqual([]);
    for (const { text, parts } of all) expect(inWords(parts, 'fr')).toBe(text);
  });

  it.each([
    '/nothing',
    '?validAt=x',
    '/entries?order=x',
    '/entries/9999',
    '?why=/nothing',
    '/bases/nowhere',
    '?atLeast=x',
  ])('says no to %s', async (page) => {
    const { status, body } = await server.get(server.at(page), french);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(englishIn(body.parts as Parts)).toEqual([]);
    expect(englishIn([String(body.title)])).toEqual([]);
  });

  it('is what a stream of views tells', async () => {
    const abort = new AbortController();
    const stream = await fetch(`${server.url}${server.at('/live?views=discrepancies')}`, {
      headers: { accept: 'text/event-stream', ...french },
      signal: abort.signal,
    });
    let text = '';
    for await (const chunk of stream.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk;
      if (/\ndata: .*\n\n/.test(text)) break;
    }
    abort.abort();
    const { document } = JSON.parse(/\ndata: (.*)\n\n/.exec(text)?.[1] ?? '{}') as { document: object };
    const { items } = (await server.get(server.at('/discrepancies'), french)).body;
    expect(document).toMatchObject({ items });
  });
});

describe('a dry run', () => {
  const dry = (name: string, body: object, language: Language): Promise<Reply> =>
    server.command(`${name}?dryRun=true`, body, { 'accept-language': language });

  it('says in a sentence what would be recorded', async () => {
    const arrival = { base: 'gao', lines: [{ component: 'civilian', count: 12 }], occurredAt: '2025-12-30' };
    expect((await dry('report-arrival', arrival, 'en')).body.sentence).toBe('12 civilian arrived at gao');
    const { sentence, parts } = (await dry('report-arrival', arrival, 'fr')).body;
    expect(sentence).toBe('Arrivée à la base gao : 12 civils');
    expect(inWords(parts as Parts, 'fr')).toBe(sentence);
  });

  it('says the sentences of a batch a line each', async () => {
    const lines = [1, 2].map((n) => ({ command: 'add-note', text: `note ${n}`, occurredAt: '2025-12-30' }));
    const { body } = await server.post(server.at('/commands?dryRun=true'), JSON.stringify(lines));
    expect(body.sentence).toBe('Note: note 1\nNote: note 2');
  });

  it('lists the figures that change, as they are then and after the order itself', async () => {
    const arrival = { base: 'gao', lines: [{ component: 'civilian', count: 12 }], occurredAt: '2025-12-30' };
    const shown = async (page: string): Promise<object> => (await server.get(server.at(page))).body;
    const before = { summary: await shown(''), bases: await shown('/bases?limit=500') };
    const { body } = await dry('report-arrival', arrival, 'en');
    const changes = body.changes as { view: 'summary' | 'bases'; pointer: string; from?: unknown; to?: unknown }[];
    expect({ summary: await shown(''), bases: await shown('/bases?limit=500') }).toEqual(before);
    expect((await server.command('report-arrival', arrival)).status).toBe(201);
    const after = { summary: await shown(''), bases: await shown('/bases?limit=500') };
    expect(changes.length).toBeGreaterThan(0);
    for (const { view, pointer, from, to } of changes)
      expect([pointer, at(before[view], pointer), at(after[view], pointer)]).toEqual([pointer, from, to]);
    const pointers = changes.map(({ view, pointer }) => `${view}${pointer}`);
    expect(pointers).toContain('summary/strength/present/best');
    expect(pointers).toContain('bases/items/gao/people/best');
    expect(pointers.filter((one) => /^bases\/items\/(?!gao)/.test(one))).toEqual([]);
  });

  it('changes nothing by a note', async () => {
    const { body } = await dry('add-note', { text: 'x', occurredAt: '2025-12-30' }, 'en');
    expect(
      (body.changes as { pointer: string }[]).filter(({ pointer }) => !pointer.startsWith('/lastChangedBy')),
    ).toEqual([]);
  });
});

/** What stands at a pointer; elements of a list by their id, or by their place. */
const at = (document: unknown, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .reduce<unknown>(
      (value, name) =>
        Array.isArray(value)
          ? ((value as { id?: string }[]).find(({ id }) => id === name) ?? (value as unknown[])[Number(name)])
          : (value as Record<string, unknown> | undefined)?.[name],
      document,
    );

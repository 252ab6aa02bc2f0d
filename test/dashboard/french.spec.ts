import { discrepancyRules, registry } from '#libs/domain';
import type { Page } from 'playwright-core';
import { frFields } from '../../apps/dashboard/src/words/fr-fields.js';
import { frNames } from '../../apps/dashboard/src/words/fr-names.js';
import { en, fr } from '../../apps/dashboard/src/words/phrases.js';
import { openApi } from '../../apps/server/src/describe/openapi.js';
import { problemCodes } from '../../apps/server/src/http/problems.js';
import { expedited, stageFor, unfold } from './support.js';

interface Schema {
  $ref?: string;
  properties?: Record<string, Schema>;
  enum?: string[];
  oneOf?: Schema[];
  items?: Schema;
}

interface Api {
  paths: Record<string, { post?: { requestBody?: { content: Record<string, { schema: Schema }> } } }>;
  components: { schemas: Record<string, Schema> };
}

const api = openApi() as Api;
const bodies = new Map(
  Object.entries(api.paths).flatMap(([path, { post }]) => {
    const [, command] = /\/commands\/([a-z-]+)$/.exec(path) ?? [];
    const schema = post?.requestBody?.content['application/json']?.schema;
    return command !== undefined && schema ? [[command, schema] as const] : [];
  }),
);

/** Every schema within some, through what they refer to. */
function allIn(schemas: readonly Schema[]): Set<Schema> {
  const found = new Set(schemas);
  for (const { $ref, properties = {}, oneOf = [], items } of found) {
    const named = api.components.schemas[$ref?.split('/').at(-1) ?? ''];
    for (const one of [named, items, ...oneOf, ...Object.values(properties)]) if (one) found.add(one);
  }
  return found;
}

const inForms = [...allIn([...bodies.values()])];

/** The closed sets of the server's, by what the page calls them. */
const sets: Readonly<Record<string, readonly string[]>> = {
  command: [...bodies.keys()],
  entry: Object.keys(registry),
  rule: Object.keys(discrepancyRules),
  problem: problemCodes,
  field: inForms.flatMap(({ properties }) => Object.keys(properties ?? {})),
  choice: inForms.flatMap((schema) => schema.enum ?? []),
};
const french: Readonly<Record<string, Readonly<Record<string, string>>>> = { ...frNames, ...frFields };

describe('the page in French', () => {
  it.each(Object.entries(sets))('has a word for every %s that the server knows, and for no other', (set, names) => {
    expect(names.length).toBeGreaterThan(0);
    expect(Object.keys(french[set] ?? {}).toSorted()).toEqual([...new Set(names)].toSorted());
  });
});

const { stage, inBrowser } = stageFor('the dashboard in French in a browser');

const ber = '&validAt=2023-08-13&knownAt=2023-08-13';
const places = [
  '/?',
  `/?mission=minusma${ber}`,
  '/?mission=minusma',
  '/?mission=minusma&why=summary:/status',
  '/?mission=minusma&page=bases',
  '/?mission=minusma&page=bases&id=ber',
  '/?mission=minusma&page=convoys',
  '/?mission=minusma&page=convoys&id=ber-timbuktu-1',
  '/?mission=minusma&page=history',
  `/?mission=minusma&page=history&id=${expedited}`,
  '/?mission=minusma&page=act&command=report-convoy-attacked',
  '/?mission=minusma&page=act&command=establish-base',
];

/** English that has a French word: what the page says itself, and names as the server gives them. */
const english = new Map<string, string>([
  ...Object.values(french).flatMap((words) => Object.entries(words)),
  ...Object.entries(en).map(([name, text]): [string, string] => [text, fr[name as keyof typeof fr]]),
]);

/** All texts of a page that are not marked as English. */
const textsOf = (page: Page): Promise<string[]> =>
  page.evaluate<string[]>(`(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) {
      const marked = walker.currentNode.parentElement.closest('[lang]');
      if (marked.lang === 'fr') texts.push(walker.currentNode.data.trim());
    }
    return texts;
  })()`);

describe('French pages', () => {
  inBrowser('say in French what has a French word, and mark what is English as such', async () => {
    const page = await stage().open('/?lang=fr');
    for (const place of places) {
      await page.goto(`${stage().url}${place}&lang=fr`);
      if (place.includes('page=act')) await page.locator('form.command .fields > *').first().waitFor();
      if (place.includes('why=')) await page.locator('dialog .sentence').waitFor();
      await unfold(page);
      const left = (await textsOf(page)).filter((text) => (english.get(text) ?? text) !== text);
      expect([place, left]).toEqual([place, []]);
    }
    await page.context().close();
  });

  inBrowser('say in French why a command is refused, in the words of the server', async () => {
    const page = await stage().open('/?mission=minusma&page=act&command=establish-base&lang=fr');
    await page.getByLabel('nom obligatoire').fill('Ber');
    await page.getByLabel('base obligatoire').fill('ber');
    await page.getByLabel('genre obligatoire').selectOption({ label: 'base logistique' });
    await page.getByRole('button', { name: 'Voir ce qui serait enregistré' }).click();
    await page.locator('.outcome.bad', { hasText: 'Refusé : Existe déjà' }).waitFor();
    expect(await page.locator('.outcome.bad p').allInnerTexts()).toContainEqual(
      expect.stringContaining('porte déjà cet identifiant'),
    );
    await page.context().close();
  });
});

import { Ajv2020 } from 'ajv/dist/2020.js';
import { whySchema } from '../../apps/server/src/describe/why-schema.js';
import { recordMinusma, revisionsWith, revisionWith } from '../support/minusma.js';
import { startTestServer, type Reply, type TestServer } from '../support/server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  await recordMinusma(server);
});
afterAll(() => server.close());

interface Contribution {
  revision: number;
  sentence: string;
  contributed: unknown;
  asRecorded?: unknown;
  correctedBy?: { revision: number }[];
  retractedBy?: { revision: number };
}

interface Why {
  view: string;
  pointer: string;
  value: unknown;
  kind: string;
  text: string;
  contributions: Contribution[];
  inputs: { view: string; pointer: string; value: unknown }[];
  entries: { revision: number; sentence: string }[];
}

const ask = (page: string, pointer: string, lens = 'validAt=2023-08-13'): Promise<Reply> =>
  server.get(`/v1/missions/minusma${page}?${lens}&why=${encodeURIComponent(pointer)}`);

async function why(...question: Parameters<typeof ask>): Promise<Why> {
  const reply = await ask(...question);
  if (reply.status !== 200) throw new Error(reply.text);
  return JSON.parse(reply.text) as Why;
}

const sum = ({ contributions }: Why): number =>
  contributions.reduce((total, { contributed }) => total + (contributed as number), 0);

describe('why a figure is what it is', () => {
  it('comes in pages, which together are the whole, and say what comes next', async () => {
    const whole = await why('', '/strength/departed');
    const found: Contribution[] = [];
    let after = '';
    do {
      const page = (await why('', '/strength/departed', `validAt=2023-08-13&limit=1${after}`)) as Why & {
        next?: string;
      };
      expect([page.text, page.contributions.length]).toEqual([whole.text, 1]);
      found.push(...page.contributions);
      after = page.next === undefined ? '' : `&after=${page.next}`;
    } while (after !== '');
    expect(found).toEqual(whole.contributions);
    const said = await why('/schedule', '/items/ber/planned');
    const first = await why('/schedule', '/items/ber/planned', 'validAt=2023-08-13&limit=1');
    expect([first.text, first.entries]).toEqual([said.text, said.entries.slice(0, 1)]);
  });

  it('takes no page that there is not, and none where nothing is explained', async () => {
    expect((await ask('', '/strength/departed', 'limit=0')).status).toBe(400);
    expect((await ask('', '/strength/departed', 'after=elsewhere')).status).toBe(400);
    expect((await server.get('/v1/missions/minusma?limit=1')).status).toBe(400);
  });

  it('is, of a count, the entries behind it and what each contributed, bound by bound', async () => {
    const answer = await why('', '/strength/departed');
    const [attack] = revisionsWith({ command: 'report-convoy-attacked', convoy: 'ber-timbuktu-1' });
    expect(answer).toMatchObject({
      mission: 'minusma',
      revision: revisionWith({ command: 'revise-toll', entry: attack }),
      validAt: '2023-08-13T23:59:59Z',
      knownAt: null,
      view: 'summary',
      pointer: '/strength/departed',
      value: { low: 675, best: 675, high: 675 },
      kind: 'count',
      text: '675 = 460 repatriated + 215 reported as departed',
      shown: { date: '2023-08-13' },
    });
    expect(answer.contributions.map(({ revision, contributed }) => [revision, contributed])).toEqual([
      [
        revisionWith({ command: 'report-repatriation', from: 'gao' }),
        { low: 460, best: 460, high: { from: 0, to: null } },
      ],
      [
        revisionWith({ command: 'report-strength', count: 675 }),
        { low: 215, best: 215, high: { from: null, to: 675 } },
      ],
    ]);
  });

  it('is, of one bound, that bound alone', async () => {
    const answer = await why('', '/strength/present/best');
    expect([answer.value, sum(answer)]).toEqual([12_425, 12_425]);
    expect(answer.text).toBe('12,425 = 13,100 at the opening - 460 repatriated - 215 reported as departed');
  });

  it('is another as known before', async () => {
    const known = (at: string) => why('', '/casualties/wounded', `validAt=2023-08-18&knownAt=${at}`);
    expect(await known('2023-08-13')).toMatchObject({ value: 3, text: '3 = 3 in attacks' });
    expect(await known('2023-08-18')).toMatchObject({ value: 4, text: '4 = 3 in attacks + 1 by revised tolls' });
    expect((await why('', '/casualties/wounded', 'recordedAt=2100-01-01')).value).toBeGreaterThan(3);
  });

  it('is, of what is worked out, the formula and where each input stands', async () => {
    const answer = await why('', '/pace/requiredPerDay');
    expect(answer).toMatchObject({
      kind: 'derived',
      value: 88.8,
      formula: expect.stringContaining('present / days left'),
    });
    expect(answer.inputs).toEqual([
      { name: 'present', view: 'summary', pointer: '/strength/present/best', value: 12_425 },
      { name: 'days left', view: 'summary', pointer: '/deadline/daysLeft', value: 140 },
    ]);
  });

  it('is, of what was said, the entry that says so', async () => {
    expect(await why('/bases/ber', '/vacated/occurredAt')).toMatchObject({
      view: 'bases/ber',
      pointer: '/vacated/occurredAt',
      kind: 'fact',
      entries: [{ revision: revisionWith({ command: 'report-base-vacated', base: 'ber' }) }],
    });
    // The last that set it comes first.
    const { entries } = await why('/schedule', '/items/ber/planned');
    expect(entries.map(({ sentence }) => sentence)).toEqual([
      expect.stringContaining('Withdrawal from ber expedited'),
      expect.stringContaining('Withdrawal from ber scheduled'),
    ]);
  });

  it('takes an item of a list by its place, by its id, and on its own page', async () => {
    const { body } = await server.get('/v1/missions/minusma/bases?validAt=2023-08-13');
    const place = body.items.findIndex(({ id }) => id === 'ber');
    const answers = [
      await why('/bases', `/items/${place}/people`),
      await why('/bases', '/items/ber/people'),
      await why('/bases/ber', '/people'),
    ];
    const [first] = answers;
    for (const { text, contributions } of answers)
      expect([text, contributions]).toEqual([first?.text, first?.contributions]);
    expect(first?.contributions).toHaveLength(2);
    expect(await why('/burndown', '/days/2023-08-13/present/best')).toMatchObject({ value: 12_425, kind: 'count' });
  });

  it('tells of a correction and a retraction what they changed', async () => {
    const body = (count: number) => ({ lines: [{ component: 'civilian', count }], occurredAt: '2022-01-10' });
    const record = async (name: string, data: object) => (await server.command(name, data)).body.revision;
    const repatriation = await record('report-repatriation', body(20));
    const mistaken = await record('report-repatriation', body(7));
    const replacement = { data: { lines: body(24).lines } };
    const correction = await record('correct-entry', { entry: repatriation, replacement, reason: 'counted again' });
    const retraction = await record('retract-entry', { entry: mistaken, reason: 'another mission' });
    const answer = await why('', '/strength/components/civilian/departed/best', 'validAt=2023-07-01');
    expect([answer.value, sum(answer)]).toEqual([24, 24]);
    expect(answer.contributions).toMatchObject([
      { revision: repatriation, contributed: 24, asRecorded: 20, correctedBy: [{ revision: correction }] },
      { revision: mistaken, contributed: 0, asRecorded: 7, retractedBy: { revision: retraction } },
    ]);
  });
});

describe('the OpenAPI document', () => {
  it('says what an answer looks like', async () => {
    const ajv = new Ajv2020({ strict: false });
    const isWhy = ajv.compile(whySchema);
    for (const pointer of ['/strength/departed', '/casualties/wounded', '/status', '/pace/lastDays/30', '/name']) {
      expect([pointer, isWhy(await why('', pointer)), isWhy.errors]).toEqual([pointer, true, null]);
    }
    expect(isWhy({ ...(await why('', '/name')), kind: 'guess' })).toBe(false);
  });
});

describe('where there is no figure', () => {
  it.each<[string, string, string[]]>([
    ['', '/strength/presnt', ['/strength/present']],
    ['', '/strength/present/best/x', ['/strength/present/best']],
    ['/bases/ber', '/peopl', ['/people']],
    ['/bases', '/items/bre/people/best', ['/items/ber/people/best', '/items/ber/id']],
  ])('%s %s is 404 and names the nearest', async (page, pointer, nearest) => {
    const { status, body } = await ask(page, pointer);
    expect([status, body.type]).toEqual([404, '/problems/unknown-pointer']);
    expect(body.nearest).toEqual(expect.arrayContaining(nearest));
    for (const one of nearest) expect((await ask(page, one)).status).toBe(200);
  });

  it('is what lies in a group named, since the group is no figure', async () => {
    const { status, body } = await ask('', '/strength');
    expect([status, body.nearest]).toEqual([404, expect.arrayContaining(['/strength/baseline', '/strength/departed'])]);
  });

  it('says that a text is no pointer, and that there is no other format', async () => {
    expect((await ask('', 'strength/present')).body.type).toBe('/problems/parameter-invalid');
    expect((await ask('', '/strength~2')).status).toBe(400);
    const csv = await server.get('/v1/missions/minusma/bases?why=/items/0/id', { accept: 'text/csv' });
    expect(csv.status).toBe(406);
  });
});

import { serverOfFile } from '../support/server.js';

const server = serverOfFile();

const source = { title: 'UN', confidence: 'high' };
const other = { title: 'press', confidence: 'low' };
const incident = {
  incident: 'mine-1',
  kind: 'mine',
  place: 'Ber axis',
  casualties: [{ side: 'civilian', killed: 2 }],
  summary: 'a mine',
  occurredAt: '2023-08-13T08:00:00Z',
  source,
};
const again = { ...incident, incident: 'mine-2' };

interface Answer {
  warnings?: { rule: string; entries: number[]; text: string; pointer?: string }[];
}
const dryRun = async (command: string, body: object): Promise<Answer['warnings']> => {
  const path = server().at(`/commands${command === '' ? '' : `/${command}`}?dryRun=true`);
  const { text } = await server().post(path, JSON.stringify(body));
  return (JSON.parse(text) as Answer).warnings;
};

describe('a dry run warns', () => {
  it('of nothing where nothing is told already', async () => {
    expect(await dryRun('report-incident', incident)).toEqual([]);
    expect(await dryRun('schedule-withdrawal', { base: 'timbuktu', on: '2023-10-01' })).toEqual([]);
  });

  it('of the same type, subject, time and toll by the same source', async () => {
    const { revision } = (await server().command('report-incident', incident)).body;
    expect(await dryRun('report-incident', again)).toEqual([
      {
        rule: 'exact-repeat',
        entries: [revision],
        text: `The same source says the same in #${revision} (UN) 2 civilian killed: same type, subject, time and figures. Recorded as well, this would count twice.`,
        parts: expect.arrayContaining([{ entry: revision }, { source: 'UN' }, { people: 2 }]) as unknown,
      },
    ]);
    const differing = [
      { occurredAt: '2023-08-13T09:00:00Z' },
      { place: 'Gao axis' },
      { casualties: [{ side: 'civilian', killed: 3 }] },
      { kind: 'ambush' },
    ];
    for (const change of differing) expect(await dryRun('report-incident', { ...again, ...change })).toEqual([]);
  });

  it('of an attack without a toll that is sent again, and that a base told as vacated adds nothing', async () => {
    await server().command('report-convoy-departed', { convoy: 'one', from: 'ber', occurredAt: '2023-08-13' });
    const attack = { convoy: 'one', means: 'fire', occurredAt: '2023-08-13' };
    const { revision } = (await server().command('report-convoy-attacked', attack)).body;
    expect(await dryRun('report-convoy-attacked', attack)).toMatchObject([
      { rule: 'exact-repeat', entries: [revision], text: expect.stringContaining('count twice') },
    ]);
    const vacated = { base: 'ber', occurredAt: '2023-08-13' };
    await server().command('report-base-vacated', vacated);
    expect(await dryRun('report-base-vacated', vacated)).toMatchObject([
      { rule: 'exact-repeat', text: expect.stringContaining('add nothing new') },
    ]);
  });

  it('of a possible duplicate and of sources that disagree', async () => {
    const { revision } = (await server().command('report-incident', incident)).body;
    expect(await dryRun('report-incident', { ...again, source: other })).toMatchObject([
      { rule: 'possible-duplicate', entries: [revision], text: expect.stringContaining('2 civilian killed') },
    ]);
    const counted = { counter: 'loads', what: 'loads', count: 8, occurredAt: '2023-08-13', source };
    const first = (await server().command('report-counter', counted)).body.revision;
    expect(await dryRun('report-counter', { ...counted, count: 9, source: other })).toMatchObject([
      { rule: 'sources-disagree', entries: [first] },
    ]);
  });

  it('of lines of one batch, each by its pointer', async () => {
    const revision = (await server().get(server().at(''))).body.revision + 1;
    const lines = [incident, again].map((body) => ({ command: 'report-incident', ...body }));
    expect(await dryRun('', lines)).toMatchObject([{ rule: 'exact-repeat', entries: [revision], pointer: '/1' }]);
  });

  it('and a recorded command does not', async () =>
    expect((await server().command('report-incident', incident)).body).not.toHaveProperty('warnings'));
});

import { serverOfFile, type Reply } from '../support/server.js';

const server = serverOfFile(() => Date.parse('2026-01-01T00:00:00Z'));

interface Related {
  how: string;
  revision: number;
  sentence: string;
  actor: string;
  recordedAt: string;
  retractedBy?: number;
  correctedBy?: Related[];
}

/** One entry with its relations. */
interface Shown {
  data: unknown;
  occurredAt: string;
  sentence: string;
  marks: Record<string, unknown>;
  asCorrected?: { data: unknown; occurredAt: string; sentence: string };
  causedBy: { commandId: string; names?: Related; recordedWith: Related[] };
  caused: Related[];
  discrepancies: { rule: string }[];
}

const entry = async (revision: number, lens = ''): Promise<Shown> =>
  JSON.parse((await server().get(server().at(`/entries/${revision}${lens}`))).text) as Shown;

/** Records something and answers its revision. */
async function recorded(name: string, body: object, actor = 'clerk'): Promise<number> {
  const reply = await server().command(name, body, { 'x-actor': actor });
  if (reply.status !== 201) throw new Error(`${name}: ${reply.text}`);
  return reply.body.revision;
}

const lines = (count: number) => [{ component: 'uniformed/troops', count }];
const left = (count: number, occurredAt = '2023-08-20') =>
  recorded('report-repatriation', { lines: lines(count), occurredAt });
const corrected = (of: number, replacement: object, actor = 'auditor') =>
  recorded('correct-entry', { entry: of, replacement, reason: 'counted again' }, actor);
const retracted = (of: number) => recorded('retract-entry', { entry: of, reason: 'told by mistake' });

/** How many have departed by the end of a day. */
async function departed(day = '2023-12-01'): Promise<number | undefined> {
  const { body } = await server().get(server().at(`?validAt=${day}`));
  return body.strength.departed?.best;
}

const refused = ({ status, body }: Reply): [number, string] => [status, body.type];

describe('a corrected entry', () => {
  it('is shown as it was recorded, with the correction, who made it, when and why', async () => {
    const original = await left(300);
    const correction = await corrected(original, { data: { lines: lines(330) } });
    expect(await departed()).toBe(330);
    const shown = await entry(original);
    expect(shown).toMatchObject({
      data: { lines: lines(300) },
      sentence: '300 uniformed/troops repatriated',
      marks: { correctedBy: [correction] },
      asCorrected: { data: { lines: lines(330) }, sentence: '330 uniformed/troops repatriated' },
    });
    expect(shown.caused).toEqual([
      expect.objectContaining({
        how: 'corrects',
        revision: correction,
        actor: 'auditor',
        recordedAt: '2026-01-01T00:00:00Z',
        sentence: `Entry ${original} corrected: counted again`,
      }),
    ]);
    expect((await entry(correction)).causedBy.names).toMatchObject({ revision: original });
  });

  it('is what its correction says as that was corrected, data and time', async () => {
    const original = await left(300);
    const correction = await corrected(original, { data: { lines: lines(330) } });
    const inner = { entry: original, replacement: { data: { lines: lines(333) }, occurredAt: '2023-09-10' } };
    const second = await corrected(correction, { data: { ...inner, reason: 'and again' } }, 'chief');
    expect(await departed()).toBe(333);
    expect([await departed('2023-09-09'), await departed('2023-09-10')]).toEqual([0, 333]);
    const shown = await entry(original);
    expect(shown.asCorrected).toMatchObject({ data: { lines: lines(333) }, occurredAt: '2023-09-10' });
    expect(shown.caused).toMatchObject([
      { how: 'corrects', revision: correction, correctedBy: [{ revision: second, actor: 'chief' }] },
    ]);
  });

  it('is the original again once the correction is retracted, and corrected again once that is', async () => {
    const original = await left(300);
    const correction = await corrected(original, { data: { lines: lines(330) } });
    const retraction = await retracted(correction);
    expect(await departed()).toBe(300);
    const shown = await entry(original);
    expect(shown).not.toHaveProperty('asCorrected');
    expect(shown.caused).toMatchObject([{ revision: correction, retractedBy: retraction }]);
    await retracted(retraction);
    expect(await departed()).toBe(330);
  });

  it('is what the correction before says once the last one is retracted', async () => {
    const original = await left(300);
    await corrected(original, { data: { lines: lines(310) } });
    const last = await corrected(original, { data: { lines: lines(320) } });
    expect(await departed()).toBe(320);
    await retracted(last);
    expect(await departed()).toBe(310);
  });

  it('is not corrected yet as known before', async () => {
    const original = await left(300);
    await corrected(original, { data: { lines: lines(330) } });
    expect(await entry(original, `?knownAt=${original}`)).toMatchObject({ caused: [], marks: {} });
  });
});

describe('what cannot be corrected', () => {
  it.each<[string, (original: number, correction: number) => object, [number, string]]>([
    ['an entry that is not there yet', () => ({ entry: 99 }), [404, '/problems/unknown-reference']],
    ['itself', (_, correction) => ({ entry: correction + 1 }), [404, '/problems/unknown-reference']],
    [
      'a correction, into one of another entry',
      (_, correction) => ({
        entry: correction,
        replacement: { data: { entry: 4, replacement: { occurredAt: '2023-08-12' }, reason: 'r' } },
      }),
      [422, '/problems/invalid'],
    ],
    [
      'a correction, into one of itself',
      (_, correction) => ({
        entry: correction,
        replacement: { data: { entry: correction, replacement: { occurredAt: '2023-08-12' }, reason: 'r' } },
      }),
      [422, '/problems/invalid'],
    ],
    [
      'a correction, into one that does not fit its entry',
      (original, correction) => ({
        entry: correction,
        replacement: { data: { entry: original, replacement: { data: { base: 'ber' } }, reason: 'r' } },
      }),
      [422, '/problems/invalid'],
    ],
    [
      'a correction, into one of the future',
      (original, correction) => ({
        entry: correction,
        replacement: { data: { entry: original, replacement: { occurredAt: '2027-01-01' }, reason: 'r' } },
      }),
      [422, '/problems/invalid'],
    ],
  ])('is %s', async (_, body, answer) => {
    const original = await left(300);
    const correction = await corrected(original, { data: { lines: lines(330) } });
    const given = { replacement: { occurredAt: '2023-08-12' }, reason: 'r', ...body(original, correction) };
    expect(refused(await server().command('correct-entry', given))).toEqual(answer);
    expect(await departed()).toBe(330);
  });

  it('is an entry of another mission: a revision is one of the mission that is spoken to', async () => {
    const original = await left(300);
    const open = {
      name: 'Other',
      hostCountry: 'Mali',
      authority: 'a',
      startsOn: '2023-07-01',
      deadline: '2023-12-31',
      timeZone: 'UTC',
      strength: lines(10),
      occurredAt: '2023-07-01',
    };
    await server().post('/v1/missions/other/commands/open-mission', JSON.stringify(open));
    for (const name of ['correct-entry', 'retract-entry', 'dispute-entry']) {
      const body = { entry: original, replacement: { occurredAt: '2023-08-12' }, reason: 'r', by: 'b', statement: 's' };
      const fields = { 'correct-entry': ['by', 'statement'], 'retract-entry': ['by', 'statement', 'replacement'] }[
        name
      ] ?? ['reason', 'replacement'];
      const given = Object.fromEntries(Object.entries(body).filter(([field]) => !fields.includes(field)));
      const occurredAt = name === 'dispute-entry' ? { occurredAt: '2023-08-13' } : {};
      const reply = await server().post(
        `/v1/missions/other/commands/${name}`,
        JSON.stringify({ ...given, ...occurredAt }),
      );
      expect([name, ...refused(reply)]).toEqual([name, 404, '/problems/unknown-reference']);
    }
    expect(await departed()).toBe(300);
  });

  it('is a retraction whose entry would come back beside another of its id', async () => {
    const gao = { base: 'gao', name: 'Gao', kind: 'camp', occurredAt: '2023-07-02' };
    const first = await recorded('establish-base', gao);
    const retraction = await retracted(first);
    await recorded('establish-base', gao);
    const reply = await server().command('retract-entry', { entry: retraction, reason: 'r' });
    expect(refused(reply)).toEqual([409, '/problems/already-exists']);
  });
});

describe('an entry says what it caused', () => {
  it('names disputes, revised tolls, what was recorded with it, and the discrepancies that it is behind', async () => {
    const batch = [
      { command: 'report-convoy-arrived', convoy: 'ber-timbuktu-1', at: 'timbuktu', occurredAt: '2023-08-14' },
      {
        command: 'report-convoy-attacked',
        convoy: 'ber-timbuktu-1',
        means: 'mine',
        casualties: [{ side: 'peacekeeper', wounded: 3 }],
        occurredAt: '2023-08-15',
      },
    ];
    const key = { 'idempotency-key': 'two-entries-in-one' };
    const reply = await server().post(server().at('/commands'), JSON.stringify(batch), key);
    const [arrival = 0, attack = 0] = reply.body.entries.map(({ revision }) => revision);
    const toll = { effect: 'replaces', casualties: [{ side: 'peacekeeper', wounded: 4 }], occurredAt: '2023-08-16' };
    await recorded('revise-toll', { entry: attack, ...toll });
    await recorded('dispute-entry', { entry: attack, by: 'army', statement: 'no', occurredAt: '2023-08-17' });
    const open = await entry(attack);
    expect(open.caused.map(({ how }) => how)).toEqual(['revises', 'disputes']);
    // What was said later had not happened by then; a revised toll counts where the attack does.
    expect((await entry(attack, '?validAt=2023-08-16')).caused.map(({ how }) => how)).toEqual(['revises']);
    expect(open.causedBy.recordedWith).toMatchObject([{ how: 'recorded with', revision: arrival }]);
    expect(open.discrepancies).toMatchObject([{ rule: 'attacked-when-not-under-way' }]);
    await recorded('settle-discrepancy', {
      discrepancy: `attacked-when-not-under-way:ber-timbuktu-1:${attack}`,
      reason: 'it had stopped there',
    });
    const settled = await entry(attack);
    expect(settled.caused.at(-1)).toMatchObject({ how: 'settles', sentence: expect.stringContaining('stopped there') });
    expect(settled.discrepancies).toEqual([]);
  });
});

describe('a retraction that is taken back', () => {
  const opened = (base: string) =>
    recorded('establish-base', { base, name: base, kind: 'camp', occurredAt: '2023-07-01' });
  const arrived = (base: string) => recorded('report-arrival', { base, lines: lines(5), occurredAt: '2023-08-01' });
  const retract = async (of: number): Promise<[number, string]> =>
    refused(await server().command('retract-entry', { entry: of, reason: 'told by mistake' }));

  it('brings nothing back that names a base which was retracted meanwhile', async () => {
    const base = await opened('ansongo');
    const retraction = await retracted(await arrived('ansongo'));
    await retracted(base);
    expect(await retract(retraction)).toEqual([404, '/problems/unknown-reference']);
  });

  it('takes no base away on which others rest since it came back', async () => {
    const retraction = await retracted(await opened('douentza'));
    const back = await retracted(retraction);
    await arrived('douentza');
    expect(await retract(back)).toEqual([409, '/problems/entry-rested-on']);
  });

  it('is refused of a correction without which its entry would name a base which was retracted', async () => {
    const [base] = [await opened('goundam'), await opened('labbezanga')];
    const correction = await corrected(await arrived('goundam'), {
      data: { base: 'labbezanga', lines: lines(5) },
    });
    await retracted(base);
    expect(await retract(correction)).toEqual([404, '/problems/unknown-reference']);
  });
});

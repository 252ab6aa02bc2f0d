import { checkBody, checkData, type EntryType } from '../index.js';

const pointersOf = (type: EntryType, data: object): string[] => {
  const checked = checkData(type, data);
  return checked.ok ? [] : checked.errors.map(({ pointer }) => pointer);
};
const noteAt = (occurredAt: string): boolean => checkBody('NoteAdded', { text: 'x', occurredAt }).ok;

it('reserves "abroad": no base and no convoy, though people may go there', () => {
  expect(pointersOf('BaseEstablished', { base: 'abroad', name: 'A', kind: 'camp' })).toEqual(['/base']);
  expect(pointersOf('ConvoyPlanned', { convoy: 'abroad', mode: 'road', from: 'ber', to: 'gao' })).toEqual(['/convoy']);
  expect(pointersOf('ConvoyDeparted', { convoy: 'abroad' })).toEqual(['/convoy']);
  expect(pointersOf('ConvoyPlanned', { convoy: 'one', mode: 'road', from: 'abroad', to: 'gao' })).toEqual(['/from']);
  expect(pointersOf('PersonnelRepatriated', { from: 'abroad', lines: [{ component: 'all', count: 1 }] })).toEqual([
    '/from',
  ]);
  expect(pointersOf('ConvoyPlanned', { convoy: 'one', mode: 'road', from: 'ber', to: 'abroad' })).toEqual([]);
  expect(pointersOf('ConvoyArrived', { convoy: 'one', at: 'abroad' })).toEqual([]);
  expect(pointersOf('CounterReported', { counter: 'abroad', what: 'loads', count: 1 })).toEqual([]);
});

it('takes instants as RFC 3339 has them: hours to 23, with seconds and an offset', () => {
  for (const good of ['2023-08-13T00:00:00Z', '2023-08-13T23:59:59.5Z', '2023-08-13T08:30:00+02:00', '2023-08'])
    expect([good, noteAt(good)]).toEqual([good, true]);
  for (const bad of [
    '2023-08-13T24:00:00Z',
    '2023-08-13T00:00Z',
    '2023-08-13T08:30+02:00',
    '2023-08-13T08:60:00Z',
    '2016-12-31T23:59:60Z',
    '2023-08-13T08:30:00+24:00',
    '2023-08-13T08:30:00+02:60',
    '2023-08-13T08:30:00',
    '2023-02-30T08:30:00Z',
  ])
    expect([bad, noteAt(bad)]).toEqual([bad, false]);
});

it('takes a text for words only if there is something to be seen in it', () => {
  const isNote = (text: string): boolean => checkBody('NoteAdded', { text, occurredAt: '2023-08-13' }).ok;
  for (const good of ['x', ' x ', '\u200bx', 'ш', '🚚', '—', 'two\nlines'])
    expect([good, isNote(good)]).toEqual([good, true]);
  for (const bad of ['', ' ', '\n', '\u00a0', '\u200b', '\ufeff', '\u202e\u202c', '\u2060 \u200d'])
    expect([bad, isNote(bad)]).toEqual([bad, false]);
});

it('knows the contributors of ISO 3166-1 and Kosovo, and no others', () => {
  const given = (contingent: unknown): string[] =>
    pointersOf('PersonnelArrived', { base: 'ber', lines: [{ component: 'all', contingent, count: 1 }] });
  for (const code of ['BFA', 'SEN', 'TCD', 'XKX', 'SSD']) expect([code, given(code)]).toEqual([code, []]);
  for (const code of ['XXX', 'ZZZ', 'UNO', 'YUG', 'bfa', 'BF', ''])
    expect([code, given(code)]).toEqual([code, ['/lines/0/contingent']]);
});

it('knows the currencies of ISO 4217, and no others', () => {
  const given = (currency: unknown): string[] =>
    pointersOf('EquipmentDisposed', { category: 'x', count: 1, method: 'sold', value: { amount: 1, currency } });
  for (const code of ['USD', 'XOF', 'EUR', 'SLE', 'ZWG', 'XCG']) expect([code, given(code)]).toEqual([code, []]);
  for (const code of ['ABC', 'EUX', 'CFA', 'usd', 'HRK', ''])
    expect([code, given(code)]).toEqual([code, ['/value/currency']]);
});

it('limits texts by characters as people count them', () => {
  const heading = (category: string): string[] => pointersOf('EquipmentReported', { category, count: 1 });
  expect(heading('🚚'.repeat(80))).toEqual([]);
  expect(heading('🚚'.repeat(81))).toEqual(['/category']);
  expect(heading('é'.repeat(80))).toEqual([]);
  const source = (title: string): boolean =>
    checkBody('NoteAdded', { text: 'x', occurredAt: '2023-08-13', source: { title, confidence: 'high' } }).ok;
  expect(source('🚚'.repeat(500))).toBe(true);
  expect(source('🚚'.repeat(501))).toBe(false);
});

it('says of a text with control characters what is wrong with it', () => {
  for (const text of ['a\tb', 'a\r\nb', 'a\u001bb', 'a\u0085b'])
    expect(checkData('NoteAdded', { text })).toMatchObject({
      ok: false,
      errors: [{ pointer: '/text', detail: expect.stringContaining('without control characters but line feeds') }],
    });
});

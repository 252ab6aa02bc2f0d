import 'reflect-metadata';
import { checkBody } from './check-body.js';

const bodyWith = (more: object, source: object = {}): object => ({
  text: 'The road is dry.',
  occurredAt: '2023-08-13',
  source: { title: 'radio', confidence: 'low', ...source },
  ...more,
});

/** Where something is wrong with a note. */
const wrongIn = (body: object): string[] => {
  const checked = checkBody('NoteAdded', JSON.parse(JSON.stringify(body)));
  return checked.ok ? [] : checked.errors.map(({ pointer }) => pointer);
};

describe('the body of a command', () => {
  it('is taken where each field is one of its own, of its own type', () => expect(wrongIn(bodyWith({}))).toEqual([]));

  it.each(['toString', 'constructor', 'hasOwnProperty', 'valueOf'])(
    'has no field that all objects have: %s',
    (name) => {
      expect(wrongIn(bodyWith({ [name]: 'x' }))).toEqual([`/${name}`]);
      expect(wrongIn(bodyWith({}, { [name]: 'x' }))).toEqual([`/source/${name}`]);
    },
  );

  it.each([[['low']], [[['low']]], [{ 0: 'low' }], [null], [1], [true]])('has no %j in place of a word', (value) => {
    expect(wrongIn(bodyWith({}, { confidence: value }))).toEqual(['/source/confidence']);
    expect(wrongIn(bodyWith({}, { title: value }))).toEqual(['/source/title']);
    expect(wrongIn(bodyWith({ text: value }))).toEqual(['/text']);
    expect(wrongIn(bodyWith({ occurredAt: value }))).toEqual(['/occurredAt']);
  });
});

import { IsIn } from 'class-validator';
import {
  checkBody,
  commands,
  fold,
  inWords,
  isEntryType,
  partsOf,
  register,
  registry,
  typeOfCommand,
  type EntryDefinition,
  type EntryType,
} from '#libs/domain';
import { ber, gao, open } from './support/given.js';
import { record } from './support/log.js';

/** A type that nobody built in: fuel that a base has. */
class FuelReportedData {
  @IsIn(['diesel', 'kerosene']) text!: string;
  @IsIn([200, 1000]) litres!: number;
}

const FuelReported: EntryDefinition<FuelReportedData> = {
  command: 'report-fuel',
  kind: 'report',
  schema: 1,
  upcast: {},
  taken: 'always',
  standsAt: 'moment',
  actsOn: 'own-place',
  relation: 'none',
  changes: [],
  labels: { text: 'open', litres: 'open' },
  numbers: () => [],
  summary: 'How much fuel there is.',
  data: FuelReportedData,
  example: { text: 'diesel', litres: 1000 },
  refers: () => ({ claim: 'none' }),
  evolve: (state, { text }, entry) => registry.NoteAdded.evolve(state, { text }, entry),
  sentence: { nameFr: 'Carburant', en: () => ['Fuel'], fr: () => ['Carburant'] },
};

describe('a type that is added through the registry', () => {
  let takeBack = (): void => undefined;
  beforeEach(() => {
    takeBack = register('FuelReported', FuelReported);
  });
  afterEach(() => takeBack());

  it('has a command, is checked, recorded and folded, and is said in words', () => {
    expect(commands).toContain('report-fuel');
    const type = typeOfCommand('report-fuel') as EntryType;
    expect(type).toBe('FuelReported');
    expect(checkBody(type, { text: 'diesel', litres: 'much', occurredAt: '2023-08-01' })).toMatchObject({
      ok: false,
      errors: [{ pointer: '/litres' }],
    });
    const log = record([
      open,
      ber,
      gao,
      { command: 'report-fuel', text: 'diesel', litres: 200, occurredAt: '2023-08-01' },
    ]);
    expect(log.at(-1)).toMatchObject({ type: 'FuelReported', schema: 1, data: { litres: 200 } });
    expect([...fold(log).state.notes].map(({ text }) => text)).toEqual(['diesel']);
    expect(inWords(partsOf(type, {}, 'fr'), 'fr')).toBe('Carburant');
  });

  it('is unknown once it was taken back', () => {
    takeBack();
    expect([isEntryType('FuelReported'), typeOfCommand('report-fuel')]).toEqual([false, undefined]);
    expect(commands).not.toContain('report-fuel');
  });

  it('says who may see each field', () =>
    expect(() => register('FuelReported', { ...FuelReported, labels: { text: 'open' } as never })).toThrow(
      'FuelReported does not say who may see litres',
    ));

  it('says how each older schema of it is read', () =>
    expect(() => register('FuelReported', { ...FuelReported, schema: 3, upcast: { 2: (data) => data } })).toThrow(
      'FuelReported does not say how schema 1 of it is read',
    ));
});

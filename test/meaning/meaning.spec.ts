import { discrepancyRules, refusals as refusalCodes, registry, type EntryType } from '#libs/domain';
import { doesHold, given, hold, withoutEvolving, type Statement, type Statements } from '../support/given-when-then.js';
import { open } from '../support/given.js';
import { alerting, refusedAlerting } from './rows/alerting.js';
import { bases, people } from './rows/bases.js';
import { convoys, losses } from './rows/convoys.js';
import { ofBases, ofConvoys } from './rows/discrepancies.js';
import { missions } from './rows/missions.js';
import { ofOrders, orders, refusalsOfOrders, withholding } from './rows/orders.js';
import { plans, refusedPlans } from './rows/plans.js';
import { keeping, things } from './rows/records.js';
import { accepted, placed, refusals } from './rows/refusals.js';
import { ofTotals } from './rows/totals.js';

const ofEntries = [orders, withholding, missions, bases, people, convoys, losses, things, plans, keeping, alerting];
const ofDiscrepancies = [ofOrders, ofBases, ofTotals, ofConvoys];

describe('what each entry does to the figures that a planner sees', () => ofEntries.forEach(hold));

describe('orders are refused, with the figures that broke the rule', () =>
  [refusals, refusedPlans, refusalsOfOrders, refusedAlerting].forEach(hold));

describe('orders that just keep a rule are recorded', () => hold(accepted));

describe('entries stand where they happened, and name what there is', () => hold(placed));

describe('reports are recorded, and what contradicts another stays open until it is resolved', () =>
  ofDiscrepancies.forEach(hold));

const statementsIn = (tables: readonly Statements[]): Statement[] => tables.flatMap((table) => Object.values(table));
/** Names of which no statement says anything. */
const without = (names: readonly string[], said: readonly (string | undefined)[]): string[] =>
  names.filter((name) => !said.includes(name));
const types = Object.keys(registry) as EntryType[];
const typesSaid = statementsIn(ofEntries).map(({ type }) => type);
const codesSaid = statementsIn([refusals, refusedPlans, refusalsOfOrders, refusedAlerting]).map(
  ({ refusal }) => refusal,
);
const rulesSaid = statementsIn(ofDiscrepancies).flatMap(({ rules }) => rules);

describe('the tables of meaning', () => {
  it('have a row for each entry type', () => expect(without(types, typesSaid)).toEqual([]));

  it('have a row for each refusal', () => expect(without(Object.keys(refusalCodes), codesSaid)).toEqual([]));

  it('have a row for each discrepancy rule', () =>
    expect(without(Object.keys(discrepancyRules), rulesSaid)).toEqual([]));

  it('name what has no row', () => {
    expect(without([...types, 'SatelliteLaunched'], typesSaid)).toEqual(['SatelliteLaunched']);
    expect(
      without(
        types,
        typesSaid.filter((type) => type !== 'CampLost'),
      ),
    ).toEqual(['CampLost']);
  });

  it('title each row about an entry by its type', () => {
    const titles = ofEntries.flatMap((table) => Object.entries(table));
    expect(titles.filter(([words, { type }]) => !words.startsWith(`${type}: `)).map(([words]) => words)).toEqual([]);
  });

  it('title each row about a discrepancy by its rule', () => {
    const titles = ofDiscrepancies.flatMap((table) => Object.keys(table));
    expect(titles.filter((words) => !(words.split(':', 1)[0] ?? '' in discrepancyRules))).toEqual([]);
  });
});

/** Entries that change no figure by being folded: corrections act before the fold, and a note is only kept. */
const foldToNothing: readonly string[] = ['EntryCorrected', 'EntryRetracted', 'NoteAdded'];

describe('a row notices', () => {
  it('if its entry had not been recorded, whatever the entry', async () => {
    const unmoved: string[] = [];
    for (const [words, statement] of ofEntries.flatMap((table) => Object.entries(table)))
      if (await statement.holdsWithoutIt()) unmoved.push(words);
    expect(unmoved).toEqual([]);
  });

  it('if entries of a type did nothing, whatever the type', async () => {
    const unnoticed: string[] = [];
    for (const type of types) {
      const rows = statementsIn(ofEntries).filter((row) => row.type === type);
      const holding = await withoutEvolving(type, () => Promise.all(rows.map((row) => doesHold(row))));
      if (holding.every(Boolean)) unnoticed.push(type);
    }
    expect(unnoticed.toSorted()).toEqual(foldToNothing);
  });

  it('if nothing is said of what then is so, or a command that is given is refused', async () => {
    await expect(given(open).when(open)()).rejects.toThrow('nothing is said');
    await expect(given(open, open).when(open).thenRecorded()()).rejects.toThrow('was not accepted');
  });
});

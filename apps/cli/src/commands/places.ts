import type { AsOf, DrawdownClient, People, ViewDocument } from '#libs/client';
import { plannedInWords } from '#libs/domain';
import { aligned, plain, write, type Formats } from '../output.js';
import { countInWords } from './summary.js';

/** As of when bases or convoys are asked for, and in which format. */
export interface PlacesOptions extends AsOf, Formats {}

/** A row without what a role may not read of it. */
type Base = Partial<ViewDocument<'bases'>['items'][number]>;
type Convoy = Partial<ViewDocument<'convoys'>['items'][number]>;

const unknown = '-';

/** Writes each base: a table, JSON of all pages, or CSV. */
export const showBases = (client: DrawdownClient, mission: string, options: PlacesOptions): Promise<void> =>
  show(client, mission, 'bases', options, ({ items }) => tableOf(baseHead, items.map(baseRow)));

/** Writes each convoy: a table, JSON of all pages, or CSV. */
export const showConvoys = (client: DrawdownClient, mission: string, options: PlacesOptions): Promise<void> =>
  show(client, mission, 'convoys', options, ({ items }) => tableOf(convoyHead, items.map(convoyRow)));

async function show<V extends 'bases' | 'convoys'>(
  client: DrawdownClient,
  mission: string,
  view: V,
  { json, csv, ...asOf }: PlacesOptions,
  inWords: (document: ViewDocument<V>) => string,
): Promise<void> {
  const of = client.mission(mission);
  if (csv) return write(await of.text(`/${view}`, asOf, { accept: 'text/csv' }));
  const document = await of.view(view, asOf);
  return write(json ? JSON.stringify(document) : inWords(document));
}

const tableOf = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  rows.length === 0 ? `No ${head[0]}.` : aligned([head, ...rows.map((row) => row.map(plain))]).join('\n');

const baseHead = ['base', 'status', 'people', 'planned', 'left', 'since then'];

const baseRow = ({ id, name, status, people, planned, vacated, handedOver, lost, occupiedBy }: Base): string[] => [
  name ?? id ?? unknown,
  status ?? unknown,
  peopleInWords(people),
  planned === undefined ? unknown : plannedInWords(planned),
  leftIn({ vacated, handedOver, lost }) ?? unknown,
  sinceThen({ lost, occupiedBy }),
];

/** What became of a base that the mission no longer had: looted after it was handed over, and who was there last. */
function sinceThen({ lost, occupiedBy = [] }: Pick<Base, 'lost' | 'occupiedBy'>): string {
  const [last] = occupiedBy.slice(-1);
  return [
    ...(lost && !lost.whileHeld ? [`${lost.how} ${lost.occurredAt}`] : []),
    ...(last ? [`${last.by.name} there ${last.occurredAt}`] : []),
  ].join('; ');
}

/** When the mission no longer had a base: of several reports that the whole was handed over, by the one that stands. */
function leftIn({ vacated, handedOver = [], lost }: Pick<Base, 'vacated' | 'handedOver' | 'lost'>): string | undefined {
  const whole = handedOver.find(({ stands }) => stands);
  return (vacated ?? whole ?? (lost?.whileHeld ? lost : undefined))?.occurredAt;
}

const convoyHead = ['convoy', 'state', 'from', 'to', 'aboard', 'departed', 'arrived'];

const convoyRow = ({ id, state, from, to, toPlace, people, departsOn, departed, arrived }: Convoy): string[] => [
  id ?? unknown,
  state ?? unknown,
  from ?? unknown,
  to ?? toPlace ?? unknown,
  peopleInWords(people),
  departed?.occurredAt ?? (departsOn === undefined ? unknown : `planned ${departsOn}`),
  arrived?.occurredAt ?? unknown,
];

const peopleInWords = (people: People | undefined): string =>
  people === undefined || 'reported' in people ? unknown : countInWords(people);

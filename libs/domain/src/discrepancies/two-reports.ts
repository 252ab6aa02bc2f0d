import type { Subject } from '../state/claim.js';
import { digits } from '../values/count.js';
import { nodeOf } from '../values/components.js';
import type { MissionState } from '../state/mission.js';
import type { Disagreement, Figure, Telling } from '../state/duplicate-reports/reports.js';
import { found, type Discrepancy } from './catalogue.js';

/** How many reports a message names. */
const namedMax = 10;

/** How many discrepancies come of two reports of one thing. */
export const countOfTwoReports = ({ reports }: MissionState): number =>
  reports.groups.size + reports.disagreements.size;

/** Reports that may be one thing, and sources that disagree; of these subjects alone, where some are given. */
export function ofTwoReports({ reports }: MissionState, subjects?: ReadonlySet<string>): Discrepancy[] {
  const all: Discrepancy[] = [];
  for (const group of reports.groups.values()) if (isAbout(group, subjects)) all.push(duplicate(group));
  for (const one of reports.disagreements.values()) if (isAbout(one.among, subjects)) all.push(disagreement(one));
  return all;
}

const isAbout = (tellings: readonly Telling[], subjects: ReadonlySet<string> | undefined): boolean =>
  subjects === undefined ||
  subjects.has(subjectOf(tellings)) ||
  tellings.some(({ subject }) => places.some((role) => subjects.has(subject[role] ?? '')));

/** The roles in which a base or a convoy is named. */
const places = ['convoy', 'base', 'from', 'to', 'at'] as const;

/** By which of its roles a thing is named in an id, the first that any report gives. */
const naming = ['convoy', 'base', 'permit', 'counter', 'from', 'at', 'category', 'place', 'to'] as const;

/** What several reports are about: a base, a convoy or another thing, else the population. */
function subjectOf(tellings: readonly Telling[]): string {
  for (const role of naming) {
    const named = tellings.map(({ subject }) => subject[role]).find((name) => name !== undefined);
    // Ids are read by their colons.
    if (named !== undefined) return named.replaceAll(':', ' ');
  }
  const [{ subject, figures } = { subject: {}, figures: [] }] = tellings;
  if (subject.component !== undefined) return nodeOf(subject.component, subject.contingent);
  const [first] = figures;
  if (!first) return '';
  return first.of === 'people' ? nodeOf(first.component, first.contingent) : (first.of.split(' ')[0] ?? '');
}

function duplicate(group: readonly Telling[]): Discrepancy {
  const sources = new Set(group.map(({ source }) => source)).size;
  const said = listed(group, (one) => `${whoSays(one)} ${one.figures.map(inWords).join(', ')}`);
  const message = `${group.length === 2 ? 'Two' : group.length} entries of ${sources} sources may tell one thing, ${whatOf(group)}: ${said}. ${group.length === 2 ? 'Both' : 'All'} stand in the books. Retract what repeats another, or settle this if each happened.`;
  return made('possible-duplicate', group, message);
}

/** What cannot all be true, and which of it stands. */
export function disagreement({ among, stands }: Disagreement): Discrepancy {
  const [{ type } = { type: '' }] = among;
  const said = listed(among, (one) => `${whoSays(one)} says ${claimed(one)}`);
  const last = Math.max(...among.map(({ revision }) => revision));
  const message = `Sources disagree, ${whatOf(among)}: ${said}. ${type in onceWords ? 'It happens once.' : 'Not all can be true.'} ${standsWords(among, stands, last)} Correct or retract what is wrong, or settle this.`;
  return made('sources-disagree', among, message);
}

function standsWords(among: readonly Telling[], stands: number, last: number): string {
  if (among.some(({ effect }) => effect === 'beside')) return 'All are shown beside the books.';
  if (stands === last) return `#${stands} stands, recorded last.`;
  const refused = among.filter(({ effect }) => effect === 'nothing').map(({ revision }) => `#${revision}`);
  return refused.length > 0
    ? `#${stands} stands: nobody comes back, so that ${refused.join(', ')} posts nothing.`
    : `#${stands} stands, of the later hour.`;
}

const made = (
  rule: 'possible-duplicate' | 'sources-disagree',
  among: readonly Telling[],
  message: string,
): Discrepancy =>
  found(
    rule,
    subjectOf(among),
    among.map(({ revision }) => revision),
    Math.max(...among.map(({ at }) => at)),
    message,
  );

/** What happens once is said by its day. */
const onceWords = { BaseVacated: true, CampLost: true, CampHandedOver: true };

/** Who says it, as messages name it. */
export const whoSays = ({ revision, by }: Telling): string => `#${revision} (${by})`;

/** The numbers, the answer or the time that a report gives. */
export const claimed = ({ answer, figures, occurredAt }: Telling): string =>
  answer ?? (figures.length > 0 ? figures.map(inWords).join(' ') : occurredAt);

const listed = (tellings: readonly Telling[], words: (one: Telling) => string): string => {
  const named = tellings.slice(0, namedMax).map(words);
  const more = tellings.length - named.length;
  return `${named.join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
};

function inWords({ of, component, contingent, low, high }: Figure): string {
  const range =
    high === null ? `at least ${digits(low)}` : low === high ? digits(low) : `${digits(low)} to ${digits(high)}`;
  if (of === 'count' || of === 'equipment') return range;
  if (of === 'of') return `of ${range}`;
  const whose = of === 'people' ? ` ${component === 'all' ? 'people' : component}` : ` ${of}`;
  return `${range}${whose}${contingent === undefined ? '' : ` (${contingent})`}`;
}

/** How a role is said. */
const roleWords: Readonly<Record<keyof Subject, string>> = {
  convoy: 'convoy ',
  base: 'at ',
  from: 'from ',
  to: 'to ',
  at: 'at ',
  place: 'at ',
  category: 'of ',
  counter: 'of ',
  permit: 'of ',
  measure: '',
  component: '',
  contingent: 'of ',
  since: 'since ',
  toll: 'of #',
};

/** The type, subject and days of reports, as messages say it: what one leaves out another may give. */
function whatOf(tellings: readonly Telling[]): string {
  const [{ type } = { type: '' }] = tellings;
  const parts: string[] = [];
  for (const [role, word] of Object.entries(roleWords) as [keyof Subject, string][]) {
    const given = tellings.map(({ subject }) => subject[role]).find((text) => text !== undefined);
    if (given !== undefined) parts.push(`${word}${given}`);
  }
  if (type in onceWords) return [type, ...parts].join(' ');
  const first = tellings.map((one) => one.first).toSorted()[0];
  const last = tellings
    .map((one) => one.last)
    .toSorted()
    .at(-1);
  return `${[type, ...parts].join(' ')} on ${first === last ? first : `${first} to ${last}`}`;
}

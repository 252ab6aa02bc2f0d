import type { AsOf, Bounds, DrawdownClient, ViewDocument } from '#libs/client';
import { plain, write } from '../output.js';

type Measures = Record<'baseline' | 'present' | 'departed' | 'separated' | 'died', Bounds>;

/** One of the three things that a status goes by, and the age of the figure behind it in days. */
interface Verdict {
  verdict: string;
  ageDays?: number | null;
}

/** What the server answers of a mission. Whatever is of movements is left out for a role that may not see them. */
export type Summary = ViewDocument<'summary'> & { recordedAt?: string };

/** Writes what remains of a mission against its deadline: the server's JSON as it is, or a table. */
export async function showSummary(
  client: DrawdownClient,
  mission: string,
  { json, ...asOf }: AsOf & { json?: true },
): Promise<void> {
  const asked = client.mission(mission);
  await write(json ? await asked.text('', asOf) : summaryInWords(await asked.json<Summary>('', asOf)));
}

/** A number as people read it: 12,947. */
export const digits = (n: number): string => n.toLocaleString('en-GB');

/** A count in words: what is best known, and between which bounds it lies if it is not exact. */
export function countInWords({ low, best, high }: Bounds): string {
  if (high === null) return `${digits(best)} (at least ${digits(low)})`;
  return low === high ? digits(best) : `${digits(best)} (${digits(low)} to ${digits(high)})`;
}

/** Who is present and who has departed, of how many. */
export const strengthInWords = ({
  present,
  departed,
  baseline,
}: Pick<Measures, 'present' | 'departed' | 'baseline'>): string =>
  `${countInWords(present)} present, ${countInWords(departed)} departed, of ${countInWords(baseline)}`;

const paceInWords = ({
  requiredPerDay,
  lastDays,
  projectedCompletion,
}: NonNullable<Summary['pace']>): [string, string] => [
  'pace',
  [
    `${digits(requiredPerDay)} people a day needed`,
    ...(lastDays === undefined ? [] : [`${perDay(lastDays['30'])} in the last 30 days`]),
    ...(projectedCompletion ? [`complete ${projectedCompletion} at the pace of the last totals`] : []),
  ].join('; '),
];

const inDays = (days: number | null | undefined): string =>
  days === null || days === undefined ? '' : ` (${digits(days)} ${days === 1 ? 'day' : 'days'} old)`;

/** How many leave a day, as far as that is known. */
const perDay = (people: number | null | undefined): string =>
  people === null || people === undefined ? 'not known how many' : digits(people);

function peopleInWords({
  verdict,
  last,
  reachedPerDay,
  neededPerDay,
  leftOnDeadline,
  asOf,
  ageDays,
}: Summary['verdicts']['people']): string {
  const word = last === undefined ? verdict : `${verdict}, before that ${last}`;
  if (asOf === undefined) return word;
  if (asOf === null) return `${word}: no total of the mission was reported`;
  return `${word}: ${perDay(reachedPerDay)} a day reached up to ${asOf}${inDays(ageDays)}, ${perDay(neededPerDay)} needed; ${digits(leftOnDeadline ?? 0)} left on the deadline at that pace`;
}

/** A verdict with those that it names. */
function withThose<N extends string>(
  { verdict, ageDays }: Verdict,
  words: string,
  those: readonly Record<N, string>[] | undefined,
  name: N,
): string {
  const named = (those ?? []).map((one) => one[name]).join(', ');
  const more = [words, named].filter((one) => one !== '').join('; ');
  return `${verdict}${more === '' ? '' : `: ${more}`}${inDays(ageDays)}`;
}

/** How far off the deadline is. */
export const daysInWords = (daysLeft: number): string =>
  daysLeft < 0 ? `${digits(-daysLeft)} days ago` : `${digits(daysLeft)} days left`;

/** The table for people. */
export function summaryInWords(summary: Summary): string {
  const { deadline, strength, bases, convoys, casualties, pace, verdicts } = summary;
  const { components, separated } = strength;
  const rows: [string, string][] = [
    ['status', `${summary.status}: ${summary.statusReason}`],
    ['people', peopleInWords(verdicts.people)],
    ['sites', withThose(verdicts.sites, `${verdicts.sites.remaining} remain`, verdicts.sites.bases, 'name')],
    ['permits', withThose(verdicts.permits, '', verdicts.permits.permits, 'id')],
    ['deadline', `${deadline.date} (${deadline.timeZone}), ${daysInWords(deadline.daysLeft)}`],
    ['strength', strengthInWords(strength)],
    ...Object.entries(components).map(([name, measures]): [string, string] => [`  ${name}`, strengthInWords(measures)]),
    [
      'losses',
      `${countInWords(strength.died)} died${separated.best > 0 ? `, ${countInWords(separated)} separated` : ''}; ${casualties.killed} killed, ${casualties.wounded} wounded`,
    ],
    [
      'bases',
      `${bases.remaining} of ${bases.total} remain (${bases.liquidation} for liquidation): ${bases.held} held, ${bases.scheduled} scheduled, ${bases.withdrawing} withdrawing`,
    ],
    [
      '',
      `${bases.vacated} vacated, ${bases.handedOver} handed over, ${bases.lost} lost; ${bases.occupiedByOthers} occupied by others`,
    ],
    [
      'convoys',
      `${convoys.underWay} under way, ${convoys.arrived} arrived; ${convoys.attacked} attacked, ${convoys.attacks} attacks`,
    ],
    ...(pace ? [paceInWords(pace)] : []),
    ...(summary.discrepancies === undefined
      ? []
      : [['discrepancies', `${summary.discrepancies} open`] as [string, string]]),
  ];
  const as = [`revision ${summary.revision}`];
  if (summary.validAt !== null) as.push(`as of ${summary.validAt}`);
  if (summary.knownAt !== null) as.push(`as known at ${summary.knownAt}`);
  if (summary.recordedAt !== undefined) as.push(`as recorded at ${summary.recordedAt}`);
  const width = Math.max(...rows.map(([name]) => name.length));
  return [
    plain(`${summary.name}, ${as.join(', ')}`),
    ...rows.map(([name, words]) => plain(`  ${name.padEnd(width)}  ${words}`)),
  ].join('\n');
}

import type { AsOf, DrawdownClient, ViewDocument } from '#libs/client';
import type { BaseTimes, MissionSchedule } from '#libs/planning';
import { digits } from './summary.js';
import { aligned, plain, write, type Formats } from '../output.js';

/** As of when a schedule is asked for, and with what it is compared; what is not given is left to the server. */
export interface ScheduleOptions extends AsOf, Formats {
  compareTo?: string;
  quality?: true;
}

/** A schedule, as the server answers it. */
interface Answered extends Omit<MissionSchedule, 'bases' | 'conflicts'> {
  items: (Partial<BaseTimes> & ViewDocument<'schedule'>['items'][number])[];
  conflicts: { message: string }[];
}

interface Moved {
  movedBy: { revision: number; sentence: string }[];
}

interface Compared {
  comparedTo: { revision: number; baseline?: string };
  deadline?: Moved & { shiftDays: number };
  items: (Moved & { id: string; shiftDays?: number })[];
  plan: (Moved & { id: string; change: string })[];
}

interface Quality {
  items: { check: string; subject: string; entries: number[] }[];
}

/** Writes whether, and by when, a plan can be carried out: a table, JSON of all pages, or CSV. */
export async function showSchedule(
  client: DrawdownClient,
  mission: string,
  { json, csv, quality, ...asked }: ScheduleOptions,
): Promise<void> {
  const of = client.mission(mission);
  const path = quality ? '/schedule/quality' : '/schedule';
  if (csv) return write(await of.text(path, asked, { accept: 'text/csv' }));
  if (quality || asked.compareTo !== undefined) {
    if (json) return write(await of.text(path, asked));
    if (quality) return write(qualityInWords(await of.json<Quality>(path, asked)));
    return write(comparedInWords(await of.json<Compared>(path, asked)));
  }
  const whole = await of.list<Answered>(path, asked);
  return write(json ? JSON.stringify(whole) : scheduleInWords(whole));
}

/** The statuses of a base that the mission still has. */
const held: ReadonlySet<string> = new Set(['held', 'scheduled', 'withdrawing']);

function scheduleInWords(answer: Answered): string {
  const { items, criticalPath, feasibleBy, noEarlierThan, bindingResource, conflicts } = answer;
  const rows = items.map(({ name, status, earliest, latest, slackDays, critical }) => [
    `${critical === true ? '* ' : ''}${plain(name)}`,
    status,
    earliest ?? '-',
    latest ?? '-',
    String(slackDays ?? '-'),
  ]);
  const isOver = items.length > 0 && items.every(({ status }) => !held.has(status));
  return [
    ...aligned([['', 'status', 'earliest', 'latest', 'slack'], ...rows], ['left', 'left', 'right', 'right', 'right']),
    '',
    isOver
      ? 'Every base has been left.'
      : `Feasible by ${feasibleBy ?? 'unknown'}; no earlier than ${noEarlierThan ?? 'unknown'}`,
    ...(criticalPath.length > 0 ? [`Critical path: ${criticalPath.join(' > ')}`] : []),
    ...(bindingResource
      ? [
          `Bound by ${plain(bindingResource.resource)}: ${bindingResource.neededDays} days of it needed, ${bindingResource.availableDays} there until the deadline`,
        ]
      : []),
    ...[...new Set(conflicts.map(({ message }) => message))].map((message) => `! ${plain(message)}`),
    '',
  ].join('\n');
}

/** By how much a day has moved. */
function shiftInWords(days: number): string {
  if (days === 0) return 'the same day';
  return `${digits(Math.abs(days))} ${Math.abs(days) === 1 ? 'day' : 'days'} ${days < 0 ? 'earlier' : 'later'}`;
}

function comparedInWords({ comparedTo, deadline, items, plan }: Compared): string {
  const lines = (what: string, { movedBy }: Moved): string[] => [
    `  ${what}`,
    ...movedBy.map(({ revision, sentence }) => `    ${revision}  ${plain(sentence)}`),
  ];
  const moved = [
    ...(deadline ? lines(`deadline: ${shiftInWords(deadline.shiftDays)}`, deadline) : []),
    ...items
      .filter(({ shiftDays = 0, movedBy }) => shiftDays !== 0 || movedBy.length > 0)
      .flatMap((one) =>
        lines(
          `${one.id}: ${one.shiftDays === undefined ? 'has a date in one of the two plans alone' : shiftInWords(one.shiftDays)}`,
          one,
        ),
      ),
    ...plan.flatMap((one) => lines(`${plain(one.id)}: ${one.change}`, one)),
  ];
  return [
    `Against ${comparedTo.baseline === undefined ? '' : `${plain(comparedTo.baseline)}, `}revision ${comparedTo.revision}:`,
    ...(moved.length === 0 ? ['  nothing moved'] : moved),
    '',
  ].join('\n');
}

const qualityInWords = ({ items }: Quality): string =>
  [
    ...items.map(({ check, subject, entries }) => `${check.padEnd(18)}  ${plain(subject)} (${entries.join(', ')})`),
    ...(items.length === 0 ? ['No loose ends.'] : []),
    '',
  ].join('\n');

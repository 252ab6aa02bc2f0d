import type { Client } from '../client.js';

/** How a mission is looked at. */
export interface LensOptions {
  validAt?: string;
  knownAt?: string;
  recordedAt?: string;
}

const query = (options: object): string => {
  const found = Object.entries(options).filter((pair): pair is [string, string] => typeof pair[1] === 'string');
  return found.length === 0 ? '' : `?${new URLSearchParams(found)}`;
};

interface Count {
  low: number;
  best: number;
  high: number | null;
}

const digits = (n: number): string => n.toLocaleString('en-GB');

const count = ({ low, best, high }: Count): string => (low === best && best === high ? digits(best) : `${digits(best)} (${digits(low)} to ${high === null ? 'unknown' : digits(high)})`);

/** The summary as JSON text. */
export const readSummary = (client: Client, mission: string, lens: LensOptions): Promise<string> => client.read(`/v1/missions/${encodeURIComponent(mission)}${query(lens)}`);

/** The summary for people. */
export function summaryInWords(text: string): string {
  const summary = JSON.parse(text) as {
    name: string;
    revision: number;
    validAt: string | null;
    knownAt: string | null;
    deadline: { date: string; timeZone: string; daysLeft: number };
    strength: Record<'baseline' | 'present' | 'departed' | 'died', Count>;
    bases: Record<string, number>;
    convoys: Record<string, number>;
    casualties: { killed: number; wounded: number };
    discrepancies: number;
    status: string;
    statusReason: string;
  };
  const { deadline, strength, bases, convoys, casualties } = summary;
  const as = `${summary.validAt ? `, as of ${summary.validAt}` : ''}${summary.knownAt ? `, as known at ${summary.knownAt}` : ''}`;
  const rows: [string, string][] = [
    ['deadline', `${deadline.date} (${deadline.timeZone}), ${deadline.daysLeft} days left`],
    ['status', `${summary.status}: ${summary.statusReason}`],
    ['baseline', count(strength.baseline)],
    ['present', count(strength.present)],
    ['departed', count(strength.departed)],
    ['died', count(strength.died)],
    ['bases', `${bases.remaining} of ${bases.total} remaining (${bases.held} held, ${bases.scheduled} scheduled, ${bases.withdrawing} withdrawing); ${bases.vacated} vacated, ${bases.handedOver} handed over, ${bases.lost} lost`],
    ['convoys', `${convoys.underWay} under way, ${convoys.arrived} arrived; ${convoys.attacked} attacked, ${convoys.attacks} times`],
    ['casualties', `${casualties.killed} killed, ${casualties.wounded} wounded`],
    ['discrepancies', `${summary.discrepancies} open`],
  ];
  return [`${summary.name}, revision ${summary.revision}${as}`, ...rows.map(([name, words]) => `  ${name.padEnd(14)}${words}`)].join('\n');
}

/** Filters of history. */
export interface HistoryOptions extends LensOptions {
  type?: string;
  base?: string;
  convoy?: string;
  actor?: string;
  from?: string;
  to?: string;
  text?: string;
}

/** Calls back with each page of a mission's history. */
async function pages(client: Client, mission: string, options: HistoryOptions, take: (items: Record<string, unknown>[]) => void): Promise<void> {
  let after: string | undefined;
  do {
    const page = JSON.parse(await client.read(`/v1/missions/${encodeURIComponent(mission)}/entries${query({ ...options, after, limit: '500' })}`)) as { items: Record<string, unknown>[]; next?: string };
    take(page.items);
    after = page.next;
  } while (after !== undefined);
}

/** History: a JSON line each, or a sentence each. */
export function readHistory(client: Client, mission: string, options: HistoryOptions, asJson: boolean, write: (text: string) => void): Promise<void> {
  return pages(client, mission, options, (items) => {
    for (const item of items) {
      const { revision, occurredAt, sentence, marks } = item as { revision: number; occurredAt: string; sentence: string; marks: object };
      const remarks = Object.entries(marks).map(([mark, value]) => (value === true ? mark : `${mark} ${String(value)}`));
      write(asJson ? JSON.stringify(item) : `${String(revision).padStart(5)}  ${occurredAt.padEnd(20)}  ${sentence}${remarks.length > 0 ? ` [${remarks.join('; ')}]` : ''}`);
    }
  });
}

/** The log as NDJSON of envelopes, byte for byte as stored. */
export const readLog = (client: Client, mission: string): Promise<string> => client.read(`/v1/missions/${encodeURIComponent(mission)}/entries`, 'application/x-ndjson');

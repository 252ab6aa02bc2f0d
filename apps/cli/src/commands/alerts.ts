import type { AsOf, DrawdownClient } from '#libs/client';
import { dayOf, endOf, startOf } from '#libs/domain';
import { plain, write, type Formats } from '../output.js';
import type { Summary } from './summary.js';

/** As of when alerts are asked for; what is not given is left to the server. */
export interface AlertsOptions extends AsOf, Formats {}

/** An alert, as far as it is written. */
interface Alert {
  id: string;
  since: string;
  message: string;
  acknowledged?: { by?: { id: string } };
  silenced?: { until: string };
}

/** Writes which alerts a mission has: a line each, JSON of all pages, or CSV. */
export async function showAlerts(
  client: DrawdownClient,
  mission: string,
  { json, csv, ...asked }: AlertsOptions,
): Promise<void> {
  const of = client.mission(mission);
  if (csv) return write(await of.text('/alerts', asked, { accept: 'text/csv' }));
  const whole = await of.list<{ items: Alert[] }>('/alerts', asked);
  if (json) return write(JSON.stringify(whole));
  if (whole.items.length === 0) return write('No alert.\n');
  const { deadline } = await of.json<Pick<Summary, 'deadline'>>('', asked);
  return write(whole.items.map((alert) => alertInWords(alert, deadline.timeZone)).join(''));
}

/** An instant as the mission's clocks show it: a day where it is the first or the last second of one, else with its time. */
function momentInWords(instant: string, timeZone: string): string {
  const at = Date.parse(instant);
  const day = dayOf(at, timeZone);
  if (at === startOf(day, timeZone) || at === endOf(day, timeZone)) return day;
  const time = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(at);
  return `${day} ${time} (${timeZone})`;
}

function alertInWords({ id, since, message, acknowledged, silenced }: Alert, timeZone: string): string {
  const by = acknowledged?.by ? ` by ${acknowledged.by.id}` : '';
  const notes = [
    ...(acknowledged ? [`acknowledged${by}`] : []),
    ...(silenced ? [`silenced until ${momentInWords(silenced.until, timeZone)}`] : []),
  ];
  const note = notes.length > 0 ? ` (${notes.join(', ')})` : '';
  return `${plain(id)}, since ${momentInWords(since, timeZone)}${plain(note)}\n  ${plain(message)}\n`;
}

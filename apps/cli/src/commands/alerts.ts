import type { DrawdownClient } from '#libs/client';
import { plain, write } from '../output.js';

/** As of when alerts are asked for; what is not given is left to the server. */
export interface AlertsOptions {
  validAt?: string;
  knownAt?: string;
  recordedAt?: string;
  json?: true;
  csv?: true;
}

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
  return write(whole.items.length === 0 ? 'No alert.\n' : whole.items.map(alertInWords).join(''));
}

function alertInWords({ id, since, message, acknowledged, silenced }: Alert): string {
  const by = acknowledged?.by ? ` by ${acknowledged.by.id}` : '';
  const notes = [
    ...(acknowledged ? [`acknowledged${by}`] : []),
    ...(silenced ? [`silenced until ${silenced.until}`] : []),
  ];
  const note = notes.length > 0 ? ` (${notes.join(', ')})` : '';
  return `${plain(id)}, since ${plain(since)}${plain(note)}\n  ${plain(message)}\n`;
}

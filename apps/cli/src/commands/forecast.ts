import type { AsOf, DrawdownClient } from '#libs/client';
import type { Forecast, Graded, GradedForecast } from '#libs/forecast';
import { aligned, plain, write, type Formats, type Side } from '../output.js';
import { digits } from './summary.js';

/** As of when a forecast is asked for; what is not given is left to the server. */
export interface ForecastOptions extends AsOf, Formats {
  draws?: string;
  history?: true;
}

/** A forecast, as the server answers it. */
type Answered = Forecast & { explanation: string[] };

/** The forecasts of the past, as the server answers them. */
interface Recalled {
  explanation: string[];
  items: GradedForecast[];
}

/** Writes by when the bases are left, or what was forecast of it in the past: a table, the server's JSON as it is, or CSV. */
export async function showForecast(
  client: DrawdownClient,
  mission: string,
  { json, csv, history, ...asked }: ForecastOptions,
): Promise<void> {
  const accept = csv ? 'text/csv' : 'application/json';
  const path = history ? '/forecast/history' : '/forecast';
  if (json || csv) return write(await client.mission(mission).text(path, asked, { accept }));
  if (history) return write(recalledInWords(await client.mission(mission).json<Recalled>(path, asked)));
  return write(forecastInWords(await client.mission(mission).json<Answered>('/forecast', asked)));
}

function forecastInWords({
  completion,
  bases,
  deadline,
  meetsDeadline,
  presentOnDeadline,
  explanation,
}: Answered): string {
  const row = (
    name: string,
    { p10, p50, p80, p95 }: Record<'p10' | 'p50' | 'p80' | 'p95', string | number>,
  ): string[] => [plain(name), ...[p10, p50, p80, p95].map(shown)];
  return [
    ...aligned(
      [
        row('', { p10: '10%', p50: '50%', p80: '80%', p95: '95%' }),
        ...bases.map((base) => row(base.name, base)),
        ...(completion ? [row('Last base', completion)] : []),
        row('People on the deadline', presentOnDeadline),
      ],
      ['left', ...figures],
    ),
    '',
    `By the deadline, ${deadline}: ${chanceInWords(meetsDeadline)}`,
    ...explanation.map(plain),
    '',
  ].join('\n');
}

/** Four columns of figures. */
const figures: readonly Side[] = ['right', 'right', 'right', 'right'];

const shown = (value: string | number): string => (typeof value === 'number' ? digits(value) : value);

/** A probability in whole percent; what is not certain is not said to be. */
export function chanceInWords(chance: number | null): string {
  if (chance === null) return 'unknown';
  const percent = Math.round(chance * 100);
  if (percent === 0 && chance > 0) return 'under 1%';
  return percent === 100 && chance < 1 ? 'over 99%' : `${percent}%`;
}

function recalledInWords({ items, explanation }: Recalled): string {
  const graded = (on: string, name: string, { p10, p50, p90, came, grade }: Graded<string | number>): string[] => [
    on,
    plain(name),
    ...[p10, p50, p90, came ?? '-'].map(shown),
    grade ?? 'open',
  ];
  return [
    ...aligned(
      [
        ['Said on', '', '10%', '50%', '90%', 'came', ''],
        ...items.flatMap(({ on, completion, presentOnDeadline, bases }) => [
          ...bases.map((base) => graded(on, base.name, base)),
          ...(completion ? [graded(on, 'Last base', completion)] : []),
          graded(on, 'People on the deadline', presentOnDeadline),
        ]),
      ],
      ['left', 'left', ...figures],
    ),
    '',
    ...explanation.map(plain),
    '',
  ].join('\n');
}

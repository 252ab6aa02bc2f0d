import { useWidth } from '../parts/width.js';
import { day, number, t } from '../words/words.js';

/** A value for each day; undefined where there is none. */
export interface Line {
  name: string;
  kind: 'actual' | 'plan' | 'straight';
  values: readonly (number | undefined)[];
  isStep?: boolean;
}

interface DayChartProps {
  label: string;
  dates: readonly string[];
  lines: readonly Line[];
  band?: { low: readonly (number | undefined)[]; high: readonly (number | undefined)[] };
  today?: number;
  deadline?: number;
}

const height = 200;
const margin = { top: 12, right: 10, bottom: 24, left: 46 };

/** A round number at or above a value, so that the axis has round ticks. */
export function ceilingOf(value: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  return ([1, 1.5, 2, 3, 4, 5, 6, 8, 10].find((factor) => factor * magnitude >= value) ?? 10) * magnitude;
}

/** Lines by calendar day, with the day shown and the deadline. */
export function DayChart({ label, dates, lines, band, today, deadline }: DayChartProps) {
  const { ref, width } = useWidth(480);
  const inner = { width: width - margin.left - margin.right, height: height - margin.top - margin.bottom };
  const values = [...lines.flatMap((line) => line.values), ...(band?.high ?? [])].filter((one) => one !== undefined);
  const top = ceilingOf(values.reduce((most, one) => Math.max(most, one), 1));
  const x = (index: number): number => margin.left + (index / Math.max(1, dates.length - 1)) * inner.width;
  const y = (value: number): number => margin.top + (1 - Math.min(value, top) / top) * inner.height;
  const ticks = [0, top / 2, top].filter((tick) => Number.isInteger(tick));
  return (
    <div ref={ref} class="chart">
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
        {ticks.map((tick) => (
          <g key={tick}>
            <line x1={margin.left} x2={width - margin.right} y1={y(tick)} y2={y(tick)} class="grid" />
            <text x={margin.left - 6} y={y(tick) + 4} class="tick end">
              {number(tick)}
            </text>
          </g>
        ))}
        {monthsOf(dates, width).map(({ index, date }) => (
          <g key={date}>
            <line
              x1={x(index)}
              x2={x(index)}
              y1={height - margin.bottom}
              y2={height - margin.bottom + 4}
              class="grid"
            />
            <text x={x(index)} y={height - 7} class="tick middle">
              {day(date.slice(0, 7))}
            </text>
          </g>
        ))}
        {band && <path d={bandPath(band.low, band.high, x, y)} class="band" />}
        {deadline !== undefined && deadline >= 0 && (
          <line x1={x(deadline)} x2={x(deadline)} y1={margin.top} y2={height - margin.bottom} class="deadline" />
        )}
        {lines.map(({ name, kind, values: points, isStep }) => (
          <path key={name} d={linePath(points, x, y, isStep)} class={`line ${kind}`} />
        ))}
        {today !== undefined && today >= 0 && (
          <line x1={x(today)} x2={x(today)} y1={margin.top} y2={height - margin.bottom} class="today" />
        )}
      </svg>
      <ul class="legend">
        {lines.map(({ name, kind }) => (
          <li key={name}>
            <svg class="sample" viewBox="0 0 24 8" aria-hidden="true">
              <path d="M0 4H24" class={`line ${kind}`} />
            </svg>
            {name}
          </li>
        ))}
        <li>
          <svg class="sample" viewBox="0 0 24 8" aria-hidden="true">
            <path d="M12 0V8" class="today" />
          </svg>
          {t('today')}
        </li>
        <li>
          <svg class="sample" viewBox="0 0 24 8" aria-hidden="true">
            <path d="M12 0V8" class="deadline" />
          </svg>
          {t('deadline')}
        </li>
      </ul>
    </div>
  );
}

/** First days of months, as many as there is room for. */
function monthsOf(dates: readonly string[], width: number): { index: number; date: string }[] {
  const months = dates.flatMap((date, index) => (date.endsWith('-01') ? [{ index, date }] : []));
  const every = Math.max(1, Math.ceil(months.length / Math.max(1, Math.floor((width - 60) / 80))));
  return months.filter((_, index) => index % every === 0);
}

type Scale = (n: number) => number;

function linePath(values: readonly (number | undefined)[], x: Scale, y: Scale, isStep = false): string {
  let path = '';
  let before: number | undefined;
  for (const [index, value] of values.entries()) {
    if (value === undefined) {
      before = undefined;
      continue;
    }
    const at = `${x(index).toFixed(1)} ${y(value).toFixed(1)}`;
    if (before === undefined) path += `M${at}`;
    else if (isStep) path += `H${x(index).toFixed(1)}V${y(value).toFixed(1)}`;
    else path += `L${at}`;
    before = value;
  }
  return path;
}

function bandPath(
  low: readonly (number | undefined)[],
  high: readonly (number | undefined)[],
  x: Scale,
  y: Scale,
): string {
  const known = high.flatMap((value, index) => (value === undefined || low[index] === undefined ? [] : [index]));
  if (known.length === 0) return '';
  const upper = known.map((index) => `${x(index).toFixed(1)} ${y(high[index] ?? 0).toFixed(1)}`);
  const lower = known.toReversed().map((index) => `${x(index).toFixed(1)} ${y(low[index] ?? 0).toFixed(1)}`);
  return `M${[...upper, ...lower].join('L')}Z`;
}

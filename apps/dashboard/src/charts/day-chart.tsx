import type { ComponentChildren } from 'preact';
import { useWidth } from '../parts/width.js';
import { day, number, t } from '../words/words.js';

/** A value for each day; undefined if there is none. */
export interface Line {
  name: string;
  kind: 'actual' | 'plan' | 'straight';
  values: readonly (number | undefined)[];
  isStep?: boolean;
}

/** Between what and what the figures lie: a bound that no report gives is not drawn as if it were known. */
export interface Band {
  low: readonly (number | undefined)[];
  high: readonly (number | undefined)[];
  /** Days whose low nobody reported: what is below the line there is open. */
  isOpenBelow: readonly boolean[];
}

/** A day on which what is counted became another. */
export interface Break {
  index: number;
  text: string;
}

interface DayChartProps {
  label: string;
  dates: readonly string[];
  lines: readonly Line[];
  band?: Band;
  breaks?: readonly Break[];
  /** The day shown. */
  today?: number;
  deadline?: number;
  /** The day shown, if it lies beyond the days drawn: the axis breaks before it. */
  beyond?: string;
}

const height = 200;
/** Room for the years left out, between the last day drawn and the day shown. */
const breakWidth = 76;
const margin = { top: 12, right: 10, bottom: 24, left: 46 };

/** A round number at or above a value, so that the axis has round ticks. */
export function ceilingOf(value: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  return ([1, 1.5, 2, 3, 4, 5, 6, 8, 10].find((factor) => factor * magnitude >= value) ?? 10) * magnitude;
}

/** Lines by calendar day, with the day shown and the deadline. */
export function DayChart({ label, dates, lines, band, breaks = [], today, deadline, beyond }: DayChartProps) {
  const { ref, width } = useWidth(480);
  const right = margin.right + (beyond === undefined ? 0 : breakWidth);
  const inner = { width: width - margin.left - right, height: height - margin.top - margin.bottom };
  const values = [...lines.flatMap((line) => line.values), ...(band?.high ?? [])].filter((one) => one !== undefined);
  const top = ceilingOf(values.reduce((most, one) => Math.max(most, one), 1));
  const x = (index: number): number => margin.left + (index / Math.max(1, dates.length - 1)) * inner.width;
  const y = (value: number): number => margin.top + (1 - Math.min(value, top) / top) * inner.height;
  const last = lines.flatMap(({ kind, values: points }) =>
    kind === 'actual' ? [points.findLast((one) => one !== undefined) ?? 0] : [],
  );
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
        {band && <BandOf band={band} best={lines.at(-1)?.values ?? []} x={x} y={y} />}
        {deadline !== undefined && deadline >= 0 && (
          <line x1={x(deadline)} x2={x(deadline)} y1={margin.top} y2={height - margin.bottom} class="deadline" />
        )}
        {lines.map(({ name, kind, values: points, isStep }) => (
          <path key={name} d={linePath(points, x, y, isStep)} class={`line ${kind}`} />
        ))}
        {breaks.map(({ index, text }) => (
          <g key={index} class="break">
            <line x1={x(index)} x2={x(index)} y1={margin.top} y2={height - margin.bottom} />
            <path d={`M${x(index) - 5} ${margin.top}h10l-5 7z`} />
            <title>{text}</title>
          </g>
        ))}
        {beyond !== undefined ? (
          <Beyond date={beyond} from={x(dates.length - 1)} to={width - margin.right} at={last.map(y)} />
        ) : (
          today !== undefined &&
          today >= 0 && <line x1={x(today)} x2={x(today)} y1={margin.top} y2={height - margin.bottom} class="today" />
        )}
      </svg>
      {breaks.length > 0 && (
        <ol class="breaks small">
          {breaks.map(({ index, text }) => (
            <li key={index}>
              {t('labelled', { label: day(dates[index] ?? '') })} {text}
            </li>
          ))}
        </ol>
      )}
      <ul class="legend">
        {band?.isOpenBelow.includes(true) === true && (
          <Sample name={t('noLowerBound')}>
            <rect width="24" height="8" fill="url(#open-below)" />
          </Sample>
        )}
        {lines.map(({ name, kind }) => (
          <Sample key={name} name={name}>
            <path d="M0 4H24" class={`line ${kind}`} />
          </Sample>
        ))}
        <Sample name={t('today')}>
          <path d="M12 0V8" class="today" />
        </Sample>
        <Sample name={t('deadline')}>
          <path d="M12 0V8" class="deadline" />
        </Sample>
      </ul>
    </div>
  );
}

/** A line of the legend: how something is drawn, and what it is. */
function Sample({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <li>
      <svg class="sample" viewBox="0 0 24 8" aria-hidden="true">
        {children}
      </svg>
      {name}
    </li>
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

interface BandProps {
  band: Band;
  best: readonly (number | undefined)[];
  x: Scale;
  y: Scale;
}

/** What the reports leave open: filled between bounds that are known, hatched and fading if no lower one is. */
function BandOf({ band: { low, high, isOpenBelow }, best, x, y }: BandProps) {
  const floor = low.map((value, index) => (isOpenBelow[index] === true ? best[index] : value));
  const half = (x(1) - x(0)) / 2;
  const open = isOpenBelow.flatMap((isOpen, index) => {
    const [top, bottom] = [best[index], low[index]];
    if (!isOpen || top === undefined || bottom === undefined) return [];
    return `M${(x(index) - half).toFixed(1)} ${y(top).toFixed(1)}h${(2 * half).toFixed(1)}V${y(bottom).toFixed(1)}h${(-2 * half).toFixed(1)}z`;
  });
  return (
    <>
      <defs>
        <pattern id="open-below" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line x1="0" y1="0" x2="0" y2="6" class="open-hatch" />
        </pattern>
        <linearGradient id="fading" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stop-color="#fff" />
          <stop offset="1" stop-color="#fff" stop-opacity="0.1" />
        </linearGradient>
        <mask id="fades" maskContentUnits="objectBoundingBox">
          <rect width="1" height="1" fill="url(#fading)" />
        </mask>
      </defs>
      <path d={bandPath(floor, high, x, y)} class="band" />
      {open.length > 0 && <path d={open.join('')} class="open-below" fill="url(#open-below)" mask="url(#fades)" />}
    </>
  );
}

/** The day shown, after a break in the axis: what was last reported is carried on, not told anew. */
function Beyond({ date, from, to, at }: { date: string; from: number; to: number; at: readonly number[] }) {
  const axis = height - margin.bottom;
  const middle = (from + to) / 2;
  return (
    <g class="beyond">
      {at.map((level) => (
        <path key={level} d={`M${from} ${level}H${to}`} class="line carried" />
      ))}
      <path d={`M${middle - 5} ${axis + 6}l4-12m3 12l4-12`} class="axis-break" />
      <line x1={to} x2={to} y1={margin.top} y2={axis} class="today" />
      <text x={to} y={height - 7} class="tick end">
        {day(date)}
      </text>
      <title>{t('breakInTime')}</title>
    </g>
  );
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

import type { Bounds } from '#libs/client';
import { useWidth } from '../parts/width.js';
import { bounds, number, t } from '../words/words.js';

interface Measures {
  baseline: Bounds;
  present: Bounds;
  departed: Bounds;
  died: Bounds;
}

const height = 34;

/** One bar of the named baseline: who left, who is present, who died; hatched if the reports leave it open. */
export function PeopleBar({ strength }: { strength: Measures }) {
  const { ref, width } = useWidth(600);
  const { baseline, present, departed, died } = strength;
  const whole = Math.max(baseline.best, present.best + departed.best + died.best, 1);
  const x = (people: number): number => (Math.min(Math.max(people, 0), whole) / whole) * width;
  const left = x(departed.best);
  const dead = Math.max(died.best > 0 ? 2 : 0, x(died.best));
  const here = x(present.best);
  // Who is present is counted from the other end, so both ways of being unsure meet at the same edge.
  const open = [
    x(Math.min(departed.low, departed.best)),
    x(departed.high ?? whole),
    width - dead - x(present.high ?? whole),
    width - dead - x(present.low),
  ];
  const [from, to] = [Math.max(0, Math.min(...open)), Math.min(width, Math.max(...open))];
  const text = t('peopleBar', {
    baseline: bounds(baseline),
    departed: bounds(departed),
    present: bounds(present),
    died: number(died.best),
  });
  return (
    <div ref={ref} class="chart">
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={text}>
        <defs>
          <pattern id="open" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <line x1="0" y1="0" x2="0" y2="6" class="hatch" />
          </pattern>
        </defs>
        <rect width={width} height={height} class="bar-empty" />
        <rect width={left} height={height} class="bar-departed" />
        <rect x={left} width={Math.min(here, width - left)} height={height} class="bar-present" />
        <rect x={width - dead} width={dead} height={height} class="bar-died" />
        {to - from > 1 && (
          <rect x={from} y={height - 10} width={to - from} height={10} fill="url(#open)" class="bar-open" />
        )}
        <line x1={left} x2={left} y1="0" y2={height} class="bar-edge" />
      </svg>
    </div>
  );
}

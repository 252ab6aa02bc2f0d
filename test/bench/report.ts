/** One figure of the bench: a ratio to a baseline that was measured in the same run, and what it should be. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  baseline: string;
  ratio: number;
  goal: number;
}

/** The middle of several measurements. */
export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Prints a figure: for programs as one JSON object on a line, for people in words. */
export function print(figure: Figure, asJson: boolean): void {
  const { name, value, unit, baseline, ratio, goal } = figure;
  if (asJson) {
    process.stdout.write(
      `${JSON.stringify({ ...figure, value: Math.round(value), ratio: Number(ratio.toFixed(3)) })}\n`,
    );
    return;
  }
  const verdict = ratio >= goal ? 'reached' : 'missed';
  process.stdout.write(
    `${name}: ${Math.round(value).toLocaleString('en-GB')} ${unit}, ${ratio.toFixed(2)} of "${baseline}" (goal ${goal}: ${verdict})\n`,
  );
}

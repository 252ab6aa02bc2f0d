/** When something is planned to be: from a time until before another, in days since 1970. A planned day d is [d, d + 1). */
export interface Window {
  from: number;
  until: number;
}

/** Integral of the Laplace distribution's CDF. */
const risen = (z: number, scale: number): number =>
  z < 0 ? (scale / 2) * Math.exp(z / scale) : z + (scale / 2) * Math.exp(-z / scale);

/** log P(later than x) for a time that is uniform in a window and strays by a Laplace distribution of a scale in days. */
export function logSurvival(x: number, { from, until }: Window, scale: number): number {
  const width = until - from;
  // Beyond the window 1 - F loses all its digits; its closed form does not.
  if (x >= until) return Math.log(scale / 2 / width) - (x - until) / scale + Math.log1p(-Math.exp(-width / scale));
  return Math.log1p(-(risen(x - from, scale) - risen(x - until, scale)) / width);
}

/** The hazard of a day: how much log survival is lost in it. It tends to 1 / scale after the window. */
export const hazardOn = (day: number, window: Window, scale: number): number =>
  Math.max(0, logSurvival(day, window, scale) - logSurvival(day + 1, window, scale));

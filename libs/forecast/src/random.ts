/** A source of numbers in (0, 1): the same seed and name give the same ones, whatever else is drawn. */
export type Stream = () => number;

/** A hash of a text, 32 bits (FNV-1a, mixed once more): for seeds, not for proofs. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const sign of text) hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 0x01000193);
  return mixed(hash);
}

function mixed(hash: number): number {
  let one = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  one = Math.imul(one ^ (one >>> 13), 0xc2b2ae35);
  return (one ^ (one >>> 16)) >>> 0;
}

/** The stream of a seed with a name, and of one trajectory: whoever draws more in one does not move the next. */
export function streamOf(seed: number, name: number, trajectory: number): Stream {
  let state = mixed(mixed(seed ^ name) ^ Math.imul(trajectory + 1, 0x9e3779b1));
  return () => {
    state = (state + 0x9e3779b9) | 0;
    return (mixed(state) + 0.5) / 4_294_967_296;
  };
}

/** A draw of the exponential distribution with mean 1. */
export const exponential = (stream: Stream): number => -Math.log(stream());

const normal = (stream: Stream): number => Math.sqrt(-2 * Math.log(stream())) * Math.cos(2 * Math.PI * stream());

/** A draw of Gamma(shape, rate), shape at least 1 (Marsaglia and Tsang 2000). */
export function gamma(stream: Stream, shape: number, rate: number): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(stream);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(stream()) < (x * x) / 2 + d - d * v + d * Math.log(v)) return (d * v) / rate;
  }
}

/** The sum of a Poisson number of lumps with exponential sizes, of which `mean` come on average. */
export function lumps(stream: Stream, mean: number, size: number): number {
  let sum = 0;
  for (let passed = exponential(stream); passed < mean; passed += exponential(stream))
    sum += size * exponential(stream);
  return sum;
}

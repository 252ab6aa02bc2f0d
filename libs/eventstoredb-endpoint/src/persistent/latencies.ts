/** How many of the newest are remembered. */
const rememberedMax = 1000;

const parts: readonly [name: string, share: number][] = [
  ['Median', 0.5],
  ['Fastest', 0],
  ['Quintile 1', 0.2],
  ['Quintile 2', 0.4],
  ['Quintile 3', 0.6],
  ['Quintile 4', 0.8],
  ['Quintile 5', 1],
  ['90%', 0.9],
  ['95%', 0.95],
  ['99%', 0.99],
  ['99.5%', 0.995],
  ['99.9%', 0.999],
  ['Highest', 1],
];

/** How long the newest events took a consumer, and what they come to under the names of the protocol. */
export class Latencies {
  private readonly newest: number[] = [];

  /** Remembers one, in milliseconds. */
  add(ms: number): void {
    this.newest.push(ms);
    if (this.newest.length > rememberedMax) this.newest.shift();
  }

  /** Mean, and the time within which that share of them was handled, in whole milliseconds; nothing if there was none. */
  measured(): Map<string, number> {
    const sorted = this.newest.toSorted((a, b) => a - b);
    if (sorted.length === 0) return new Map();
    const mean = sorted.reduce((sum, ms) => sum + ms, 0) / sorted.length;
    const within = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
    return new Map([
      ['Mean', Math.round(mean)],
      ...parts.map(([name, share]): [string, number] => [name, Math.round(within(share))]),
    ]);
  }
}

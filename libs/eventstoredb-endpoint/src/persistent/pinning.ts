import { hash } from 'node:crypto';

/**
 * The consumer that a stream is pinned to, by rendezvous hashing (Thaler and Ravishankar, 1998): when consumers come or go,
 * only streams of theirs change hands.
 */
export function pinnedTo<C extends { key: string }>(stream: string, consumers: readonly C[]): C | undefined {
  const weighed = consumers.map((consumer) => ({ consumer, weight: hash('sha256', `${stream}\n${consumer.key}`) }));
  return weighed.reduce<(typeof weighed)[0] | undefined>(
    (best, one) => (best === undefined || one.weight > best.weight ? one : best),
    undefined,
  )?.consumer;
}

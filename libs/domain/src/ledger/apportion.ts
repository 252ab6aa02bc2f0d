/** Somebody among whom people are shared: in proportion to `weight`, none above `limit`. */
export interface Candidate {
  name: string;
  weight: number;
  limit: number;
}

/**
 * Splits a whole number in proportion to weights, by largest remainder (method of Hamilton); ties go by name, `last` last.
 * Who would get more than the limit gets the limit, and the rest is shared anew among the others. What nobody can hold is
 * in nobody's share.
 */
export function apportion(amount: number, candidates: readonly Candidate[], last?: string): Map<string, number> {
  const shares = new Map<string, number>();
  let left = amount;
  let open = candidates.filter(({ weight }) => weight > 0);
  while (left > 0 && open.length > 0) {
    const due = byLargestRemainder(left, open, last);
    const full = new Set(open.filter(({ limit }, place) => (due[place] as number) > limit));
    if (full.size === 0) {
      open.forEach(({ name }, place) => shares.set(name, due[place] as number));
      return shares;
    }
    for (const { name, limit } of full) {
      shares.set(name, limit);
      left -= limit;
    }
    open = open.filter((candidate) => !full.has(candidate));
  }
  return shares;
}

function byLargestRemainder(amount: number, open: readonly Candidate[], last: string | undefined): number[] {
  const total = open.reduce((sum, { weight }) => sum + weight, 0);
  const [due, remainders] = [[] as number[], [] as number[]];
  let rest = amount;
  for (const { weight } of open) {
    const [whole, remainder] = divide(amount, weight, total);
    due.push(whole);
    remainders.push(remainder);
    rest -= whole;
  }
  if (rest === 0) return due;
  const rank = (place: number): string => (open[place] as Candidate).name;
  const order = open.map((_, place) => place);
  order.sort((a, b) => {
    const byRemainder = (remainders[b] as number) - (remainders[a] as number);
    if (byRemainder !== 0) return byRemainder;
    if (rank(a) === last || rank(b) === last) return rank(a) === last ? 1 : -1;
    return rank(a) < rank(b) ? -1 : 1;
  });
  for (const place of order.slice(0, rest)) due[place] = (due[place] as number) + 1;
  return due;
}

/** Whole part and remainder of amount * weight / total, exact for all counts that an entry may give. */
function divide(amount: number, weight: number, total: number): [number, number] {
  const product = amount * weight;
  if (Number.isSafeInteger(product)) return [Math.floor(product / total), product % total];
  const [exact, divisor] = [BigInt(amount) * BigInt(weight), BigInt(total)];
  return [Number(exact / divisor), Number(exact % divisor)];
}

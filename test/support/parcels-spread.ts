/** Parcels, and how they are shared, as the ruling on totals of parts has it: worked out anew at each question. */
export const gone = ['departed', 'separated', 'died'] as const;
export const accounts = ['baseline', 'arrived', ...gone] as const;
export type Account = (typeof accounts)[number];

/** An amount as it was told at a node. */
export interface Parcel {
  account: Account;
  node: string;
  amount: number;
  /** Order of telling; a piece that moves down keeps it. */
  age: number;
  /** Parts that it cannot be, with all below them. */
  not: Set<string>;
  /** Who was there when it was told, by node. */
  among: Map<string, number>;
}

export const parentOf = (node: string): string | undefined => {
  const cut = node.includes('@') ? node.indexOf('@') : node.lastIndexOf('/');
  if (cut !== -1) return node.slice(0, cut);
  return node === 'all' ? undefined : 'all';
};

/** The nodes above a node, nearest first. */
export const ancestorsOf = (node: string): string[] => {
  const parent = parentOf(node);
  return parent === undefined ? [] : [parent, ...ancestorsOf(parent)];
};

export const isWithin = (node: string, top: string): boolean => node === top || ancestorsOf(node).includes(top);

export const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, one) => total + one, 0);

export const add = (map: Map<string, number>, node: string, amount: number): void =>
  void map.set(node, (map.get(node) ?? 0) + amount);

/** Whether some of a parcel may be a part. */
export const mayBe = ({ not }: Parcel, part: string): boolean => ![...not].some((other) => isWithin(part, other));

/** Whole shares by largest remainder; ties by name, the node itself last. */
function divide(amount: number, weights: [string, number][], itself: string): Map<string, number> {
  const whole = BigInt(sum(weights.map(([, weight]) => weight)));
  const exact = weights.map(([node, weight]) => {
    const product = BigInt(amount) * BigInt(weight);
    return { node, floor: Number(product / whole), rest: product % whole };
  });
  const byRest = exact.toSorted((a, b) => {
    if (a.rest !== b.rest) return a.rest > b.rest ? -1 : 1;
    if (a.node === itself || b.node === itself) return a.node === itself ? 1 : -1;
    return a.node < b.node ? -1 : 1;
  });
  const missing = amount - sum(exact.map(({ floor }) => floor));
  return new Map(byRest.map(({ node, floor }, index) => [node, floor + (index < missing ? 1 : 0)]));
}

/** Who may have a share: the node itself always, one below only if somebody was there. */
function candidates(parcel: Parcel): string[] {
  const below = [...parcel.among].filter(([node, there]) => node !== parcel.node && there > 0 && mayBe(parcel, node));
  return [parcel.node, ...below.map(([node]) => node)];
}

/** How a parcel is shared among its candidates, none beyond whom there is left of him. */
export function shareOut(parcel: Parcel, left: ReadonlyMap<string, number>): Map<string, number> {
  const shares = new Map<string, number>();
  const limit = (node: string): number => Math.max(0, left.get(node) ?? 0);
  let rest = Math.abs(parcel.amount);
  let open = candidates(parcel).map((node): [string, number] => [node, parcel.among.get(node) ?? 0]);
  while (rest > 0 && sum(open.map(([, weight]) => weight)) > 0) {
    const wanted = [...divide(rest, open, parcel.node)];
    const over = wanted.filter(([node, amount]) => amount > limit(node)).map(([node]) => node);
    for (const [node, amount] of over.length > 0 ? wanted.filter(([one]) => over.includes(one)) : wanted) {
      add(shares, node, Math.min(amount, limit(node)));
      rest -= Math.min(amount, limit(node));
    }
    open = over.length > 0 ? open.filter(([node]) => !over.includes(node)) : [];
  }
  // What nobody can hold stays undivided.
  add(shares, parcel.node, rest);
  return shares;
}

export interface Spread {
  /** What each node itself comes to, by account. */
  own: Map<Account, Map<string, number>>;
  /** How each parcel is shared. */
  shares: Map<Parcel, Map<string, number>>;
  /** Whom each node itself has left. */
  left: Map<string, number>;
}

/** How every parcel is shared. */
export function spread(parcels: readonly Parcel[]): Spread {
  const own = new Map(accounts.map((account) => [account, new Map<string, number>()]));
  const shares = new Map<Parcel, Map<string, number>>();
  const left = new Map<string, number>();
  const book = ({ account }: Parcel, node: string, amount: number): void => {
    add(own.get(account) ?? new Map<string, number>(), node, amount);
    add(left, node, account === 'baseline' || account === 'arrived' ? amount : -amount);
  };
  const keep = (account: Account): void => {
    for (const parcel of parcels)
      if (parcel.account === account && parcel.amount > 0) book(parcel, parcel.node, parcel.amount);
  };
  const share = (some: Parcel[]): void => {
    const inOrder = some.toSorted((a, b) => candidates(a).length - candidates(b).length || a.age - b.age);
    for (const parcel of inOrder) {
      const its = shareOut(parcel, left);
      shares.set(parcel, its);
      for (const [node, amount] of its) book(parcel, node, Math.sign(parcel.amount) * amount);
    }
  };
  keep('baseline');
  share(parcels.filter(({ account, amount }) => account === 'baseline' && amount < 0));
  keep('arrived');
  share(parcels.filter(({ account }) => account !== 'baseline' && account !== 'arrived'));
  return { own, shares, left };
}

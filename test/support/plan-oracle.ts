import { never, type Plan, type PlanArc } from '#libs/planning';

/** The days of the convoys of each base and load. */
type Departures = readonly (readonly (readonly number[])[])[];

const amountOn = (plan: Plan, pool: number, day: number): number =>
  plan.pools[pool]?.steps.findLast(({ from }) => from <= day)?.amount ?? Infinity;

/** Convoys that have a day, as a flat list. */
const convoysIn = (plan: Plan, departures: Departures) =>
  plan.bases.flatMap(({ loads }, base) =>
    loads.flatMap((load, index) => (departures[base]?.[index] ?? []).map((day) => ({ base, load, day }))),
  );

/** What a schedule breaks, in words. Written apart from what makes schedules: it goes through days, not through orders. */
export function faultsIn(plan: Plan, departures: Departures): string[] {
  const faults: string[] = [];
  const convoys = convoysIn(plan, departures);
  const say = (isFault: boolean, words: string): void => {
    if (isFault) faults.push(words);
  };
  for (const { base, load, day } of convoys) {
    say(day < plan.today, `base ${base} leaves before today`);
    for (let on = day; on < day + Math.max(1, load.travel); on++)
      say(
        load.closed.some(({ from, until }) => on >= from && on <= until),
        `base ${base} travels on closed day ${on}`,
      );
  }
  plan.bases.forEach(({ loads }, base) =>
    loads.forEach((load, index) =>
      say(departures[base]?.[index]?.length !== load.convoys, `base ${base} has not all of its convoys`),
    ),
  );
  plan.pools.forEach(({ perDay }, pool) => {
    const last = Math.max(0, ...convoys.map(({ day, load }) => day + load.hold));
    for (let on = plan.today; on <= last; on++) {
      const taken = convoys
        .filter(({ day, load }) => (perDay ? day === on : on >= day && on < day + Math.max(1, load.hold)))
        .flatMap(({ load }) => load.uses.filter((use) => use.pool === pool))
        .reduce((sum, { amount }) => sum + amount, 0);
      say(taken > amountOn(plan, pool, on), `${taken} of pool ${pool} are taken on ${on}`);
    }
  });
  for (const arc of plan.arcs) say(!holds(plan, departures, arc), `${arc.before} to ${arc.after} (${arc.kind})`);
  return faults;
}

function holds(plan: Plan, departures: Departures, { before, after, kind, lag }: PlanArc): boolean {
  const of = (base: number) => convoysIn(plan, departures).filter((one) => one.base === base);
  const starts = (base: number): number => Math.min(...of(base).map(({ day }) => day));
  const leaves = (base: number): number => Math.max(...of(base).map(({ day }) => day));
  const arrives = (base: number): number => Math.max(...of(base).map(({ day, load }) => day + load.travel));
  if (kind === 'start-to-start') return starts(after) >= starts(before) + lag;
  if (kind === 'finish-to-start') return starts(after) >= arrives(before) + lag;
  return (kind === 'hub' ? leaves(after) : arrives(after)) >= arrives(before) + lag;
}

/** The least day on which the last convoy can have arrived: every order of convoys is tried, each convoy on its first possible day. */
export function leastEnd(plan: Plan): number {
  const horizon = 80;
  let least = never;
  const taken = plan.pools.map(() => Array.from({ length: horizon + 20 }, () => 0));
  const days: number[][] = plan.bases.map(() => []);
  const loadOf = (base: number) => plan.bases[base]?.loads[0];
  const isWhole = (base: number): boolean => days[base]?.length === loadOf(base)?.convoys;
  const place = (end: number): void => {
    if (end >= least) return;
    if (plan.bases.every((_, base) => isWhole(base))) return void (least = end);
    plan.bases.forEach((_, base) => {
      const load = loadOf(base);
      const own = days[base];
      if (!load || !own || isWhole(base)) return;
      const isLast = own.length === load.convoys - 1;
      let from = plan.today;
      for (const { before, after, kind, lag } of plan.arcs) {
        const isReady = kind === 'finish-to-start' || kind === 'start-to-start';
        if (after !== base || !(isReady || isLast)) continue;
        const others = days[before] ?? [];
        if (!isWhole(before)) return;
        const arrives = Math.max(...others) + (loadOf(before)?.travel ?? 0) + lag;
        if (kind === 'start-to-start') from = Math.max(from, Math.min(...others) + lag);
        else from = Math.max(from, kind === 'finish-to-finish' ? arrives - load.travel : arrives);
      }
      if (isLast) from = Math.max(from, ...own);
      for (let day = from; day < horizon; day++) {
        const isClosed = load.closed.some(
          ({ from: first, until }) => first < day + Math.max(1, load.travel) && until >= day,
        );
        const spans = load.uses.map(({ pool, amount }) => ({
          pool,
          amount,
          until: plan.pools[pool]?.perDay === true ? day : day + Math.max(1, load.hold) - 1,
        }));
        const each = (visit: (pool: number, on: number, amount: number) => void): void => {
          for (const { pool, amount, until } of spans) for (let on = day; on <= until; on++) visit(pool, on, amount);
        };
        let fits = !isClosed;
        each((pool, on, amount) => {
          if ((taken[pool]?.[on] ?? 0) + amount > amountOn(plan, pool, on)) fits = false;
        });
        if (!fits) continue;
        each((pool, on, amount) => ((taken[pool] ?? [])[on] = (taken[pool]?.[on] ?? 0) + amount));
        own.push(day);
        place(Math.max(end, day + load.travel));
        own.pop();
        each((pool, on, amount) => ((taken[pool] ?? [])[on] = (taken[pool]?.[on] ?? 0) - amount));
        break;
      }
    });
  };
  place(0);
  return least;
}

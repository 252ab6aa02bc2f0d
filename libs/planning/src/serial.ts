import { nextOpen } from './calendar.js';
import { arcsOf, loadsOf } from './critical-path.js';
import { inOrder } from './network.js';
import { never, type Plan, type PlanArc, type PlanLoad } from './plan.js';
import { Pools } from './pools.js';
import { Queue } from './queue.js';

/** The convoys of one load: they have the numbers from `first`, and the one that leaves last has the last of them. */
export interface Job {
  base: number;
  load: PlanLoad;
  first: number;
  /** Equal for convoys that fit on the same days. */
  key: number;
}

/** On which day each convoy leaves, and what comes of it. */
export interface Schedule {
  /** By the numbers of the convoys; Infinity for one that never fits. */
  days: Float64Array;
  /** When the last of the bases that count has arrived. */
  end: number;
}

/** Gives convoys their days one after the other, each the first on which it fits: a serial schedule generation scheme. */
export class Serial {
  readonly jobs: readonly Job[];
  readonly convoys: number;
  readonly pools: Pools;
  private readonly jobsOf: readonly (readonly number[])[];
  private readonly arcs: ReturnType<typeof arcsOf>;
  private readonly jobAt: Int32Array;

  constructor(readonly plan: Plan) {
    const jobs: Job[] = [];
    const kinds = new Map<string, number>();
    let first = 0;
    plan.bases.forEach((base, index) => {
      for (const load of loadsOf(base)) {
        const { travel, hold, uses, closed } = load;
        const kind = JSON.stringify([travel, hold, uses, closed]);
        const key = kinds.get(kind) ?? kinds.size;
        kinds.set(kind, key);
        jobs.push({ base: index, load, first, key });
        first += load.convoys;
      }
    });
    this.jobs = jobs;
    this.convoys = first;
    this.jobsOf = plan.bases.map((_, base) => [...jobs.keys()].filter((job) => jobs[job]?.base === base));
    this.arcs = arcsOf(plan);
    this.jobAt = new Int32Array(first);
    jobs.forEach((job, index) => this.jobAt.fill(index, job.first, job.first + job.load.convoys));
    this.pools = new Pools(plan);
  }

  /** The job of a convoy, and whether it is the one that leaves last. */
  jobOf(convoy: number): { job: Job; isLast: boolean } {
    const job = this.jobs[this.jobAt[convoy] ?? 0] as Job;
    return { job, isLast: convoy === job.first + job.load.convoys - 1 };
  }

  /** A schedule in the order of keys, least first, as far as bases do not wait for each other. */
  inOrderOf(keys: ArrayLike<number>): Schedule {
    const { plan, jobs, pools } = this;
    pools.clear();
    const days = new Float64Array(this.convoys).fill(never);
    const queue = new Queue(keys);
    const next = jobs.map(({ first }) => first);
    const left = plan.bases.map((_, base) =>
      (this.jobsOf[base] ?? []).reduce((sum, job) => sum + (jobs[job]?.load.convoys ?? 0), 0),
    );
    const waits = this.arcs.map(({ into }) => ({ ready: into.filter(isForReady).length, closing: into.length }));
    const offer = (index: number): void => {
      const job = jobs[index];
      const convoy = next[index];
      if (!job || convoy === undefined || convoy >= job.first + job.load.convoys) return;
      const { ready = 0, closing = 0 } = waits[job.base] ?? {};
      if ((this.jobOf(convoy).isLast ? closing : ready) > 0) return;
      next[index] = convoy + 1;
      queue.push(convoy);
    };
    jobs.forEach((_, index) => offer(index));
    for (let convoy = queue.pop(); convoy !== undefined; convoy = queue.pop()) {
      const { job } = this.jobOf(convoy);
      const day = pools.firstDay(job.load, job.key, this.notBefore(convoy, days));
      days[convoy] = day;
      if (day !== never) pools.take(job.load, day);
      offer(this.jobAt[convoy] ?? 0);
      const still = (left[job.base] ?? 0) - 1;
      left[job.base] = still;
      if (still > 0) continue;
      for (const arc of this.arcs[job.base]?.outOf ?? []) {
        const wait = waits[arc.after];
        if (!wait) continue;
        const was = { ...wait };
        wait.closing -= 1;
        if (isForReady(arc)) wait.ready -= 1;
        for (const index of this.jobsOf[arc.after] ?? [])
          if (this.becomesFree(index, next[index] ?? 0, was, wait)) offer(index);
      }
    }
    return { days, end: this.endOf(days) };
  }

  /** The schedule in which convoys leave on given days; undefined if that breaks a rule. */
  onDays(given: ArrayLike<number>): Schedule | undefined {
    const { pools } = this;
    pools.clear();
    const days = new Float64Array(this.convoys).fill(never);
    for (const base of inOrder(this.plan))
      for (const index of this.jobsOf[base] ?? []) {
        const { load, first } = this.jobs[index] as Job;
        for (let convoy = first; convoy < first + load.convoys; convoy++) {
          const day = given[convoy] ?? never;
          const isOpen = day !== never && nextOpen(load.closed, day, load.travel) === day;
          if (!isOpen || day < this.notBefore(convoy, days) || pools.clashOf(load, day) !== undefined) return undefined;
          pools.take(load, day);
          days[convoy] = day;
        }
      }
    return { days, end: this.endOf(days) };
  }

  /** Takes what the convoys of a schedule take, and nothing else. */
  takeAll({ days }: Schedule): void {
    this.pools.clear();
    days.forEach((day, convoy) => {
      if (day !== never) this.pools.take(this.jobOf(convoy).job.load, day);
    });
  }

  /** Whether a load waited for the base that was placed now, and for nothing else. */
  private becomesFree(index: number, convoy: number, was: Wait, is: Wait): boolean {
    const job = this.jobs[index];
    if (!job || convoy >= job.first + job.load.convoys) return false;
    return this.jobOf(convoy).isLast ? was.closing > 0 && is.closing === 0 : was.ready > 0 && is.ready === 0;
  }

  /** The first day that its base's place among the others leaves to a convoy. */
  private notBefore(convoy: number, days: Float64Array): number {
    const { job, isLast } = this.jobOf(convoy);
    let day = this.plan.today;
    for (const arc of this.arcs[job.base]?.into ?? []) {
      if (!isLast && !isForReady(arc)) continue;
      const { starts, arrives } = this.spanOf(arc.before, days);
      const bound = (arc.kind === 'start-to-start' ? starts : arrives) + arc.lag;
      day = Math.max(day, arc.kind === 'finish-to-finish' ? bound - job.load.travel : bound);
    }
    if (!isLast) return day;
    for (let other = job.first; other < convoy; other++) day = Math.max(day, days[other] ?? day);
    return Math.max(day, this.plan.bases[job.base]?.awaits ?? day);
  }

  /** When the first convoy of a base leaves, and the last one has arrived. */
  spanOf(base: number, days: Float64Array): { starts: number; leaves: number; arrives: number } {
    let [starts, leaves, arrives] = [never, -never, -never];
    for (const index of this.jobsOf[base] ?? []) {
      const { first, load } = this.jobs[index] as Job;
      for (let convoy = first; convoy < first + load.convoys; convoy++) {
        const day = days[convoy] ?? never;
        starts = Math.min(starts, day);
        leaves = Math.max(leaves, day);
        arrives = Math.max(arrives, day + load.travel);
      }
    }
    return { starts, leaves, arrives };
  }

  private endOf(days: Float64Array): number {
    let end = -never;
    this.plan.bases.forEach(({ counts }, base) => {
      if (counts) end = Math.max(end, this.spanOf(base, days).arrives);
    });
    return end;
  }
}

/** For how many bases one still waits, for its first convoys and for its last. */
interface Wait {
  ready: number;
  closing: number;
}

/** Whether all convoys of a base wait, not only the last. */
const isForReady = ({ kind }: PlanArc): boolean => kind === 'finish-to-start' || kind === 'start-to-start';

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatInstant } from '#libs/domain';
import type { Leap } from '#libs/timeline';
import { Clock, type Uptime } from '../clock.js';
import type { Config } from '../config.js';
import { details } from '../http/details.js';
import { Problem } from '../http/problems.js';
import { say } from '../say.js';
import { replaceFile } from '../replace-file.js';

/** A clock may be put forward by a day at once: more is taken for a mistake, since times of recording never go back. */
const leapMs = 86_400_000;

/** A time that was trusted, and how long the machine had been up then. */
interface Trusted {
  now: number;
  uptime: number;
  /** Which start of the machine that was. */
  start?: string;
}

/** What is answered if the clock has leapt. */
export const clockLeapt = ({ shown, expected }: Leap): Problem =>
  new Problem(
    'clock-leapt',
    details.clockLeapt(formatInstant(shown), formatInstant(expected)),
    {},
    { 'retry-after': '60' },
  );

/**
 * Compares the clock with how long the machine has been up. Where it has leapt forward, nothing is recorded until it is set
 * right, or somebody who knows starts the server with ACCEPT_CLOCK.
 */
export class ClockWatch {
  private trusted: Trusted;
  /** Up to here no leap is possible; reckoned again when the clock has come so far. */
  private sureUntil = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly clock: Clock,
    private readonly uptime: Uptime,
    private readonly config: Pick<Config, 'dataDir' | 'acceptClock'>,
  ) {
    this.trusted = this.present();
  }

  /** Before anything is recorded: begins with what was trusted last in this folder, and the time of the log's newest entry. */
  begin(newestRecordedAt: number): void {
    const present = this.present();
    const kept = this.kept();
    // How long a machine was off, nobody can tell: only what was kept since it was started measures anything.
    const isMeasured = kept?.start !== undefined && kept.start === present.start;
    const { now, uptime } = isMeasured ? kept : present;
    const expected = Math.max(now + present.uptime - uptime, newestRecordedAt);
    const isTrusted = !isMeasured || this.config.acceptClock === true || present.now <= expected + leapMs;
    this.trusted = { ...present, now: isTrusted ? Math.max(present.now, newestRecordedAt) : expected };
    this.sureUntil = Number.NEGATIVE_INFINITY;
    if (isTrusted) this.keep(present);
    else say(clockLeapt({ shown: present.now, expected }).message);
  }

  /** How far the clock has leapt; undefined if it has not. */
  leap(): Leap | undefined {
    const shown = this.clock.now();
    if (shown <= this.sureUntil) return undefined;
    const expected = this.trusted.now + this.uptime.sinceStart() - this.trusted.uptime;
    this.sureUntil = expected + leapMs;
    return shown > this.sureUntil ? { shown, expected } : undefined;
  }

  /** Throws a Problem if the clock has leapt. */
  check(): void {
    const leap = this.leap();
    if (leap) throw clockLeapt(leap);
  }

  private present(): Trusted {
    return { now: this.clock.now(), uptime: this.uptime.sinceStart(), start: this.uptime.start };
  }

  private get file(): string {
    return join(this.config.dataDir, 'clock.json');
  }

  private kept(): Trusted | undefined {
    try {
      const { now, uptime, start } = JSON.parse(readFileSync(this.file, 'utf8')) as Record<string, unknown>;
      if (typeof now !== 'string' || typeof uptime !== 'number' || typeof start !== 'string') return undefined;
      return { now: Date.parse(now), uptime, start };
    } catch {
      return undefined;
    }
  }

  private keep({ now, ...rest }: Trusted): void {
    try {
      replaceFile(this.file, `${JSON.stringify({ now: new Date(now).toISOString(), ...rest })}\n`);
    } catch (error) {
      say(`the time could not be kept (${String(error)}): a leap of the clock until the next start is not seen by it.`);
    }
  }
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engines, type Opened } from '../../../../test/support/engines.js';
import { SenderLease } from './sender-lease.js';
import { WebhookLog } from './webhook-log.js';

const second = 1000;

describe.each(engines)('of the servers that share a log %s', (_, open) => {
  const dir = mkdtempSync(join(tmpdir(), 'drawdown-lease-'));
  let opened: Opened;
  let now = 0;
  const logs: WebhookLog[] = [];
  const clock = { now: () => now, sinceStart: () => now };

  beforeAll(async () => {
    opened = await open(dir);
  });
  afterAll(async () => {
    for (const log of logs) await log.onModuleDestroy();
    await opened.close();
    rmSync(dir, { recursive: true });
  });

  /** A server's share of the lease: it sees what the others say when it looks. */
  async function server(name: string): Promise<SenderLease> {
    const log = new WebhookLog(opened.store);
    logs.push(log);
    await log.onModuleInit();
    return new SenderLease(name, { log, clock, uptime: clock });
  }

  /** Lets time pass, each server looking as often as it does; those that have died do not. Says who might have sent at any moment. */
  async function pass(seconds: number, all: readonly SenderLease[], alive: readonly SenderLease[]): Promise<number> {
    let most = 0;
    for (let passed = 0; passed < seconds; passed += 5) {
      now += 5 * second;
      for (const one of alive) {
        await one.look();
        most = Math.max(most, all.filter(({ isHeld }) => isHeld).length);
      }
    }
    return most;
  }

  it('one sends: it goes on while it answers, is replaced within a minute once it has died, and never do two', async () => {
    const [first, second_, third] = [await server('first'), await server('second'), await server('third')];
    const all = [first, second_, third];
    await first.look();
    expect(await pass(300, all, all)).toBe(1);
    expect(all.map(({ isHeld }) => isHeld)).toEqual([true, false, false]);

    expect(await pass(65, all, [third, second_])).toBe(1);
    const [after] = [second_, third].filter(({ isHeld }) => isHeld);
    expect(after).toBeDefined();

    // The dead one comes back: it may not send by what it knew, and learns that another does.
    expect(first.isHeld).toBe(false);
    await first.look();
    expect(all.filter(({ isHeld }) => isHeld)).toEqual([after]);

    await after?.leave();
    await first.look();
    expect(all.filter(({ isHeld }) => isHeld)).toEqual([first]);
  });

  it('one that cannot read the log any more stops before another can take over', async () => {
    const [cut, other] = [await server('cut'), await server('other')];
    now += 3600 * second;
    await pass(120, [], [cut]);
    expect(cut.isHeld).toBe(true);
    let isStopped = false;
    for (let waited = 0; waited < 90 && !other.isHeld; waited += 5) {
      now += 5 * second;
      isStopped = !cut.isHeld;
      await other.look();
    }
    expect([isStopped, other.isHeld, cut.isHeld]).toEqual([true, true, false]);
  });

  it('one that starts again under its name goes on at once', async () => {
    const again = await server('other');
    await again.look();
    expect(again.isHeld).toBe(true);
  });
});

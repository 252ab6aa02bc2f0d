import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { factsInSlices, foldInSlices, type Entry } from '#libs/domain';
import { record, type TestCommand } from '../../../../test/support/log.js';
import { takeOnTop, type Head } from '../read/head.js';
import { decodeHead, encodeHead } from './snapshot-codec.js';
import { inSlices } from '../event-loop/slices.js';
import { rounds } from '../../../../test/support/rounds.js';

const lines = readFileSync('docs/examples/minusma-2023.ndjson', 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as TestCommand);

/** What of these commands is accepted in this order. */
function accepted(commands: readonly TestCommand[]): Entry[] {
  const taken: TestCommand[] = [];
  for (const command of commands) {
    try {
      record([...taken, command]);
      taken.push(command);
    } catch {
      continue;
    }
  }
  return record(taken);
}

/** The head of a whole log. */
const headOf = async (entries: readonly Entry[]): Promise<Head> => ({
  folded: await inSlices(foldInSlices(entries)),
  facts: await inSlices(factsInSlices(entries)),
});

const contentOf = (head: Head): unknown[] => [...encodeHead(head)].map((line) => JSON.parse(line) as unknown);
const keptAndRead = (head: Head): Promise<Head> => inSlices(decodeHead([...encodeHead(head)]));

/** A head brought to the end of a log as a server does it. */
async function broughtOn(head: Head, log: readonly Entry[]): Promise<Head> {
  for (const entry of log.slice(head.facts.length)) if (!takeOnTop(head, entry)) return headOf(log);
  return head;
}

describe('a head that was kept', () => {
  const [opening, ...rest] = lines as [TestCommand, ...TestCommand[]];
  const real = record(lines);
  const establishBer: TestCommand = {
    command: 'establish-base',
    base: 'ber',
    name: 'Ber',
    kind: 'camp',
    occurredAt: '2023-07-01',
  };

  it('is read back as it was, at every revision of the real log, and goes on as if it had never been kept', async () => {
    const whole = contentOf(await headOf(real));
    for (let length = 1; length <= real.length; length++) {
      const head = await headOf(real.slice(0, length));
      const read = await keptAndRead(head);
      expect(contentOf(read)).toEqual(contentOf(head));
      expect(contentOf(await broughtOn(read, real))).toEqual(whole);
    }
  });

  it('is read back with reports that one source or several tell alike', async () => {
    const arrival = (title: string, count: number): TestCommand => ({
      command: 'report-arrival',
      base: 'ber',
      lines: [{ component: 'uniformed', count }],
      occurredAt: '2023-08-13',
      source: { title, confidence: 'high' },
    });
    const un = [arrival('UN', 4), arrival('UN', 9), arrival('UN', 4)];
    const log = record([opening, establishBer, ...un, arrival('press', 4), arrival('UN', 9), arrival('radio', 9)]);
    const whole = contentOf(await headOf(log));
    for (let length = 2; length <= log.length; length++)
      expect(contentOf(await broughtOn(await keptAndRead(await headOf(log.slice(0, length))), log))).toEqual(whole);
  });

  it('equals a full fold of any log, wherever it was kept: reports come late and in any order', async () => {
    const logs = fc
      .shuffledSubarray(rest, { minLength: 15, maxLength: 40 })
      .map((some) => accepted([opening, ...some]));
    await fc.assert(
      fc.asyncProperty(logs, fc.double({ min: 0, max: 1, noNaN: true }), async (log, part) => {
        const kept = await keptAndRead(await headOf(log.slice(0, Math.floor(part * log.length))));
        expect(contentOf(await broughtOn(kept, log))).toEqual(contentOf(await headOf(log)));
      }),
      { numRuns: rounds(40) },
    );
  }, 60_000);
});

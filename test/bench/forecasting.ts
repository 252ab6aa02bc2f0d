import { fold } from '#libs/domain';
import { forecast, inputsOf } from '#libs/forecast';
import { inSlices, markInSteps } from '#libs/timeline';
import { benchLog, generateLog } from '../support/generated-log.js';
import { heldFigure } from './held.js';
import { timed } from './past.js';
import { median, type Figure } from './report.js';

const [count, bases, draws, rounds] = [10_000, 13, 1000, 9];
/** Most milliseconds that a forecast is to take. */
const goal = 500;
const dayMs = 86_400_000;

/** What a forecast of 13 bases costs that are all still held, half a year before the deadline, after 10,000 entries. */
export async function forecasting(): Promise<Figure[]> {
  markInSteps();
  const entries = await generateLog({ ...benchLog(count), bases, convoys: 100, days: 150 });
  const at = Date.parse(entries.at(-1)?.recordedAt ?? '') + dayMs;
  const { state } = fold(entries, { validAt: at });
  const once = async (): Promise<void> => {
    const inputs = inputsOf(state, at, (revision) => Date.parse(entries[revision]?.recordedAt ?? ''));
    const held = inputs.bases.map((base) => ({ ...base, exit: undefined }));
    const deadlines = [{ since: inputs.today - 150, day: inputs.today + 180, revision: 0 }];
    await inSlices(forecast({ ...inputs, bases: held, deadlines }, { draws }));
  };
  const { ms, heldMs } = await timed(Array.from({ length: rounds }, () => once));
  const name = `forecast of ${bases} bases, ${count.toLocaleString('en-GB')} entries, ${draws.toLocaleString('en-GB')} draws`;
  const taken = median(ms);
  return [
    { name, value: taken, unit: 'ms', baseline: `at most ${goal} ms`, ratio: goal / taken, goal: 1 },
    heldFigure(name, heldMs),
  ];
}

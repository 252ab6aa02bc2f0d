import fc from 'fast-check';
import { endOf, ownKnown } from '#libs/domain';
import { numberOf } from '#libs/forecast';
import { forecastNow, inputsAt } from './backtest/past-forecasts.js';
import { record } from './support/log.js';
import { minusmaLines } from './support/minusma.js';

const zone = 'Africa/Bamako';
const entries = record(minusmaLines);

describe('a forecast of a day', () => {
  it('is moved by nothing that came after all that was known then', () =>
    fc.assert(
      fc.property(
        fc.constantFrom('2023-08-01', '2023-09-15', '2023-10-25'),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (day, part) => {
          const known = entries.findLastIndex((entry) => ownKnown(entry, zone) <= endOf(day, zone)) + 1;
          const length = known + Math.floor(part * (entries.length - known));
          const forecastOf = (until: number) => {
            const inputs = inputsAt(entries.slice(0, until), numberOf(day));
            return inputs && forecastNow(inputs, { draws: 100 });
          };
          expect(forecastOf(length)).toEqual(forecastOf(entries.length));
        },
      ),
      { numRuns: 12 },
    ));
});

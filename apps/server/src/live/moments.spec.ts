import fc from 'fast-check';
import { dayOf } from '#libs/domain';
import { Moments } from './moments.js';

const zone = 'Africa/Bamako';
const at = (text: string): number => Date.parse(`2023-08-${text}Z`);

describe('what is shown changes by itself', () => {
  const moments = new Moments(at('13T12:00:00'), zone, [at('14T09:00:00'), at('13T18:00:00'), at('12T00:00:00.001')]);

  it('at midnights, and when something ends of which that is known', () => {
    const all = [1, 2, 3, 4, 5].map((count) => new Date(moments.at(count)).toISOString().slice(8, 16));
    expect(all).toEqual(['13T18:00', '14T00:00', '14T09:00', '15T00:00', '16T00:00']);
    expect(moments.next(at('13T18:00:00'))).toBe(at('14T00:00:00'));
    expect(moments.next(at('14T00:00:00'))).toBe(at('14T09:00:00'));
  });

  it('once at each instant, in order, and none is left out between any two', () => {
    const instant = fc.integer({ min: at('01T00:00:00'), max: at('31T00:00:00') });
    fc.assert(
      fc.property(
        instant,
        fc.array(instant, { maxLength: 6 }),
        fc.constantFrom(zone, 'Asia/Kathmandu'),
        (since, others, timeZone) => {
          const drawn = new Moments(since, timeZone, others);
          for (let count = 1, before = since; count < 40; count++) {
            const next = drawn.at(count);
            expect(next).toBeGreaterThan(before);
            expect(drawn.next(before)).toBe(next);
            expect([drawn.countUntil(next - 1), drawn.countUntil(next)]).toEqual([count - 1, count]);
            expect(others.includes(next) || dayOf(next - 1, timeZone) !== dayOf(next, timeZone)).toBe(true);
            before = next;
          }
        },
      ),
      { numRuns: 50 },
    );
  });
});

import { scoreSimulated } from './backtest/simulated.js';

/** A small version of `npm run backtest -- --simulated`; seeded, so that it always comes to the same. */
describe('forecasts of simulated missions', () => {
  it('hold about eight of ten exits in their band of 80 percent, where the tempo is as assumed', () => {
    const { pairs, coverage80 } = scoreSimulated(1, 200, 100);
    expect(pairs).toBeGreaterThan(500);
    expect(coverage80).toBeGreaterThan(0.76);
    expect(coverage80).toBeLessThan(0.84);
  });

  it('beat uniform over what is left of the window, where the tempo strays further than assumed', () =>
    expect(scoreSimulated(2, 200, 100, 0.7).ofUniform).toBeLessThan(1));
});

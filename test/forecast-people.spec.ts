import { endOf } from '#libs/domain';
import { forecast, inputsOf } from '#libs/forecast';
import { open, stateOf, troops } from './support/given.js';

/** Who is forecast to be present on the deadline, from what was known at the end of a day; all but the middle is left out. */
function middleOn(day: string, ...told: object[]): number | undefined {
  const state = stateOf(open, ...told.map((one) => ({ command: 'report-separation', ...one })));
  const work = forecast(
    { ...inputsOf(state, endOf(day, 'Africa/Bamako'), () => undefined), mission: 'm' },
    { draws: 100 },
  );
  for (;;) {
    const step = work.next();
    if (step.done) return step.value.presentOnDeadline.p50;
  }
}

/** A total of all who left, of 13,000, though 700 had left the mission without leaving the country. */
const tooMany = [
  { lines: troops(700), how: 'separated', occurredAt: '2023-12-01' },
  { command: 'report-strength', measure: 'departed', component: 'uniformed', count: 13_000, occurredAt: '2023-12-31' },
];

it.each(['2023-12-31', '2024-02-01'])(
  'nobody is forecast to be present where reports leave fewer than nobody, asked on %s',
  (day) => expect(middleOn(day, ...tooMany)).toBe(0),
);

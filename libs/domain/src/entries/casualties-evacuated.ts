import { IsAnySlug, IsOrigin } from '../validators.js';
import { boundsOf } from '../count.js';
import { define } from '../definition.js';
import type { Convoy } from '../mission-state.js';
import { linesInWords, moveOut, RequiredLines, touchBase, touchConvoy, type Line } from './parts.js';

export class CasualtiesEvacuatedData {
  @IsOrigin() from!: string;
  @IsAnySlug() to!: string;
  @RequiredLines() lines!: Line[];
}

export const CasualtiesEvacuated = define<CasualtiesEvacuatedData>({
  command: 'report-casualties-evacuated',
  kind: 'report',
  summary: 'Wounded people were brought from a convoy or base to a medical place.',
  data: CasualtiesEvacuatedData,
  example: { from: 'ber-timbuktu-1', to: 'timbuktu', lines: [{ component: 'uniformed', count: 3 }] },
  refers: (data) => ({ places: [data.from] }),
  evolve(state, { from, to, lines }, entry) {
    touchBase(state, from, entry);
    const convoy = touchConvoy(state, from, entry);
    moveOut(state, entry, from, `medical/${to}`, convoy ? alive(convoy, lines) : lines);
  },
  sentence: (data) => `${linesInWords(data.lines)} evacuated from ${data.from} to ${data.to}`,
});

/** Those of the evacuated who, by a toll revised later, did not die: the dead were booked already. */
function alive(convoy: Convoy, lines: readonly Line[]): Line[] {
  return lines.map((line) => {
    const { best } = boundsOf(line.count);
    let dead = 0;
    for (const died of convoy.diedSince) {
      const taken = Math.min(died.count, best - dead);
      died.count -= taken;
      dead += taken;
    }
    return dead === 0 ? line : { ...line, count: best - dead };
  });
}

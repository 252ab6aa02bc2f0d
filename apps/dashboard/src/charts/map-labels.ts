/** A place of a drawing, in pixels. */
export type Point = [number, number];

/** Where a name stands: beside its mark, or aside with a line that leads there. */
interface Label {
  side: 'start' | 'end';
  text: Point;
  at: Point;
  to?: Point;
}

/** Pixels between the middles of two marks below which one hides the other. */
const markGap = 15;
const lineHeight = 15;
const letterWidth = 6.6;
/** How far a name may stand from its place, in lines. */
const linesMax = 12;

/** Moves marks that would hide one another as far apart as they need to be seen. */
export function spread(places: ReadonlyMap<string, Point>): Map<string, Point> {
  const moved = new Map([...places].map(([id, [x, y]]): [string, Point] => [id, [x, y]]));
  const points = [...moved.values()];
  for (let round = 0; round < 8; round++)
    for (const [index, a] of points.entries())
      for (const b of points.slice(index + 1)) {
        const apart = Math.hypot(b[0] - a[0], b[1] - a[1]);
        if (apart >= markGap) continue;
        const push = (markGap - apart) / 2;
        const [dx, dy] = apart === 0 ? [1, 0] : [(b[0] - a[0]) / apart, (b[1] - a[1]) / apart];
        a[0] -= dx * push;
        a[1] -= dy * push;
        b[0] += dx * push;
        b[1] += dy * push;
      }
  return moved;
}

type Box = readonly [left: number, top: number, right: number, bottom: number];

const areApart = (a: Box, b: Box): boolean => a[2] < b[0] || a[0] > b[2] || a[3] < b[1] || a[1] > b[3];

/** Where the name of each base stands. Every one is named: what finds no room beside its mark gets a line. */
export function labelsOf(
  bases: readonly { id: string; name: string }[],
  places: ReadonlyMap<string, Point>,
  width: number,
  height: number,
): Map<string, Label> {
  const taken: Box[] = [...places.values()].map(([x, y]) => [x - 8, y - 7, x + 8, y + 7]);
  const labels = new Map<string, Label>();
  const boxAt = (side: Label['side'], [x, y]: Point, long: number): Box =>
    side === 'start' ? [x, y - 11, x + long, y + 3] : [x - long, y - 11, x, y + 3];
  for (const { id, name } of bases) {
    const [x, y] = places.get(id) ?? [0, 0];
    const long = name.length * letterWidth;
    const found = offsets
      .map(([side, dx, dy]): [Label['side'], Point] => [side, [x + dx, y + dy]])
      .find(([side, text]) => {
        const box = boxAt(side, text, long);
        const isInside = box[0] >= 0 && box[2] <= width && box[1] >= 0 && box[3] <= height;
        return isInside && taken.every((other) => areApart(box, other));
      });
    if (!found) continue;
    const [side, text] = found;
    taken.push(boxAt(side, text, long));
    const isAside = Math.abs(text[1] - y - 4) > 1;
    const to: Point = [text[0] + (side === 'start' ? -2 : 2), text[1] - 4];
    labels.set(id, { side, text, at: [x, y], ...(isAside && { to }) });
  }
  return labels;
}

/** Where a name is tried: right and left of its mark, then further and further above and below. */
const offsets = Array.from({ length: linesMax + 1 }, (_, line) => line).flatMap((line) =>
  (line === 0 ? [0] : [line, -line]).flatMap((way) =>
    [11, 22].flatMap((dx): [Label['side'], number, number][] => [
      ['start', dx, way * lineHeight + 4],
      ['end', -dx, way * lineHeight + 4],
    ]),
  ),
);

/** Numbers that come out by their keys, least first; of equal keys the least number. */
export class Queue {
  private readonly items: number[] = [];

  constructor(private readonly keys: ArrayLike<number>) {}

  push(item: number): void {
    const { items } = this;
    let at = items.push(item) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!this.isBefore(at, above)) break;
      this.swap(at, above);
      at = above;
    }
  }

  pop(): number | undefined {
    const { items } = this;
    const [first] = items;
    const last = items.pop();
    if (last === undefined || items.length === 0) return first;
    items[0] = last;
    for (let at = 0; ;) {
      const left = 2 * at + 1;
      const right = left + 1;
      let least = at;
      if (left < items.length && this.isBefore(left, least)) least = left;
      if (right < items.length && this.isBefore(right, least)) least = right;
      if (least === at) return first;
      this.swap(at, least);
      at = least;
    }
  }

  private isBefore(one: number, other: number): boolean {
    // No lists are made here: this runs some hundred thousand times for one schedule.
    const a = this.items[one] ?? 0;
    const b = this.items[other] ?? 0;
    const keyOfA = this.keys[a] ?? 0;
    const keyOfB = this.keys[b] ?? 0;
    return keyOfA < keyOfB || (keyOfA === keyOfB && a < b);
  }

  private swap(one: number, other: number): void {
    const { items } = this;
    const kept = items[one] ?? 0;
    items[one] = items[other] ?? 0;
    items[other] = kept;
  }
}

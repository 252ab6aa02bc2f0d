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
      const [left, right] = [2 * at + 1, 2 * at + 2];
      let least = at;
      if (left < items.length && this.isBefore(left, least)) least = left;
      if (right < items.length && this.isBefore(right, least)) least = right;
      if (least === at) return first;
      this.swap(at, least);
      at = least;
    }
  }

  private isBefore(one: number, other: number): boolean {
    const [a = 0, b = 0] = [this.items[one], this.items[other]];
    const [keyOfA = 0, keyOfB = 0] = [this.keys[a], this.keys[b]];
    return keyOfA < keyOfB || (keyOfA === keyOfB && a < b);
  }

  private swap(one: number, other: number): void {
    const { items } = this;
    [items[one], items[other]] = [items[other] ?? 0, items[one] ?? 0];
  }
}

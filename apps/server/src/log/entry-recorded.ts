import type { Entry, EntryType } from '#libs/domain';

/**
 * An entry was recorded, by this server or by another: it is durable, and what is shown includes it. Each server publishes each
 * entry once, those of a mission in order.
 */
export class EntryRecorded<T extends EntryType = EntryType> {
  constructor(readonly entry: Entry<T>) {}

  /** The mission in whose log it is. */
  get mission(): string {
    return this.entry.mission;
  }

  /** Whether it is of a type; its data is then of that type as well. */
  isOf<K extends EntryType>(type: K): this is EntryRecorded<K> {
    const { type: own }: { type: EntryType } = this.entry;
    return own === type;
  }
}

/** Entries of a mission were recorded, so many together, and each was published: for whoever only counts them, or reads on by themselves. */
export class MissionMoved {
  constructor(
    readonly mission: string,
    readonly entries: number,
  ) {}
}

/** A mission has stopped: its log holds an entry that cannot be read, and it comes no further. */
export class MissionHalted {
  constructor(readonly mission: string) {}
}

import type { Entry } from '#libs/domain';

/** How many entries of the same batch come after one: what was recorded as one is shown as one. */
export const leftOfBatch = ({ batch }: Entry): number => (batch ? Math.max(0, batch.size - 1 - batch.index) : 0);

/** Whether no more entries of the same batch are to come. */
export const endsBatch = (entry: Entry): boolean => !(leftOfBatch(entry) > 0);

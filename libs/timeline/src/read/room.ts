import { getHeapStatistics } from 'node:v8';

/** Of the memory of a process V8 keeps so much for what has just been made: what stays gets none of it. In bytes. */
const youngBytes = 48 * 2 ** 20;

/** How much memory this process may take up with what stays, in bytes. */
export const memoryMax = (): number => Math.max(1, getHeapStatistics().heap_size_limit - youngBytes);

/** A question would take up more memory than the process has left: answering it would end the process. */
export class TooLittleMemory extends Error {}

/** What an entry takes up, in bytes, if a log is read whole and resolved. */
const readBytes = 2500;

/** What an entry takes up, in bytes, if a log is folded with states along the way. */
const foldedBytes = 5000;

/** What an entry takes up, in bytes, in an index of a log. */
const indexedBytes = 500;

/** What an entry takes up, in bytes, in the head of a long log. */
const headBytes = 1800;

/** Throws TooLittleMemory if so many bytes would not fit. */
function checkRoom(bytes: number): void {
  if (bytes > memoryMax() - getHeapStatistics().used_heap_size)
    throw new TooLittleMemory(`${Math.ceil(bytes / 2 ** 20)} MiB are needed`);
}

/** Throws TooLittleMemory if a log of so many entries cannot be read whole. */
export const checkRoomToRead = (entries: number): void => checkRoom(entries * readBytes);

/** Throws TooLittleMemory if so many entries cannot be folded with states along the way. */
export const checkRoomToFold = (entries: number): void => checkRoom(entries * foldedBytes);

/** Throws TooLittleMemory if a log of so many entries cannot be indexed. */
export const checkRoomToIndex = (entries: number): void => checkRoom(entries * indexedBytes);

/** Throws TooLittleMemory where the head of a log of so many entries does not fit. */
export const checkRoomForHead = (entries: number): void => checkRoom(entries * headBytes);

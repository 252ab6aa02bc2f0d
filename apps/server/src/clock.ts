/** What time it is: given to whatever needs to know, so that tests can say. */
export abstract class Clock {
  /** Milliseconds since 1970. */
  abstract now(): number;
}

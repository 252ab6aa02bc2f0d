import { StoreLocked, StoreUnavailable } from '#libs/event-store';
import { ConfigInvalid } from './config.js';

/** The exit code for an error at start: 2 usage, 73 locked, 75 the cluster cannot be reached, 70 anything that should not be. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof ConfigInvalid) return 2;
  if (error instanceof StoreLocked) return 73;
  if (error instanceof StoreUnavailable) return 75;
  return 70;
}

import type { Rules } from '#libs/event-store';
import { missionPrefix, rowFault } from '#libs/timeline';

/** What is asked of entries that other processes append, on either end of the protocol. */
export const endpointRules: Rules = { streamPrefix: missionPrefix, faultOf: rowFault };

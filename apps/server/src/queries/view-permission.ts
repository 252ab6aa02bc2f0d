import type { Permission } from '#libs/access';
import { heldBy, isHidden, viewLabels, type ViewName } from '#libs/domain';

const leastHeld = heldBy(() => false);

/** What somebody must be let do who asks for a view: what its labels leave of it decides, and each posting is of an entry. */
export function permissionOf(view: ViewName): Permission {
  if (view === 'ledger') return 'read-history';
  return isHidden(viewLabels[view], leastHeld) ? 'read-movement' : 'read-remains';
}

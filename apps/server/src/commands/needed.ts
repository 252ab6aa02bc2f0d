import type { Permission } from '#libs/access';
import { definitionOf, typeOfCommand } from '#libs/domain';

/** What somebody needs to be let do, to send a command. */
export function permissionFor(command: string): Permission {
  if (command === 'add-note' || command === 'dispute-entry') return 'dispute';
  const type = typeOfCommand(command);
  return type && definitionOf(type).kind === 'report' ? 'report' : 'order';
}

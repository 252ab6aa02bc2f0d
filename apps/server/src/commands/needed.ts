import type { Permission } from '#libs/access';
import type { CommandInput } from '#libs/timeline';
import { definitionOf, typeOfCommand } from '#libs/domain';

/** Commands that decide about proposals: what they need is what the proposed orders need, which the log knows. */
const deciding: readonly string[] = ['approve-proposal', 'reject-proposal', 'withdraw-proposal'];

/** Any one of these lets somebody send a command; what it is about may need more. */
export function allowing(command: string): readonly Permission[] {
  if (deciding.includes(command)) return ['order', 'administer'];
  return command === 'retract-entry' ? ['order', 'retract-own'] : [permissionFor(command)];
}

/** Somebody needs one of each of these to send a command. */
export function permissionsFor({ command, body }: CommandInput): readonly (readonly Permission[])[] {
  if (deciding.includes(command)) return [allowing(command)];
  if (command !== 'propose-orders') return [[permissionFor(command)]];
  const { commands } = body as { commands: readonly { command?: unknown }[] };
  return commands.map((one) => [permissionFor(String(one.command))]);
}

/** What somebody needs to be let do, to give a command. */
export function permissionFor(command: string): Permission {
  if (command === 'add-note' || command === 'dispute-entry') return 'dispute';
  if (command === 'set-four-eyes') return 'administer';
  const type = typeOfCommand(command);
  return type && definitionOf(type).kind === 'report' ? 'report' : 'order';
}

import { roleFor, type Identity } from '#libs/access';
import type { CommandInput, Submission } from '#libs/timeline';
import { demand, type Access } from '../http/permission.js';
import { permissionFor, permissionsFor } from './needed.js';

/** Throws a Problem unless somebody records anything of a mission: only then is looked at what they send. */
export function demandRecording(identity: Identity, mission: string): void {
  const isAny = (['report', 'dispute', 'order'] as const).some(
    (one) => roleFor(identity.grants, one, mission) !== undefined,
  );
  if (!isAny) demand(identity, 'report', mission);
}

/** Who acts, in the role that allows all of it; of their own alone if no order is theirs to give. Throws a Problem. */
export function actorOf(
  access: Access,
  identity: Identity,
  mission: string,
  commands: readonly CommandInput[],
): Pick<Submission, 'actor' | 'acting'> {
  const isBoundToOwn = roleFor(identity.grants, 'order', mission) === undefined;
  const needed = commands.flatMap((input) =>
    isBoundToOwn && input.command === 'retract-entry' ? [['retract-own'] as const] : permissionsFor(input),
  );
  const allowing = needed.map(
    (some) => some.find((one) => roleFor(identity.grants, one, mission) !== undefined) ?? some[0] ?? 'order',
  );
  for (const permission of allowing) demand(identity, permission, mission);
  const most = allowing.find((permission) => permission === 'order') ?? allowing[0] ?? 'order';
  const actor = { id: identity.subject, role: roleFor(identity.grants, most, mission) ?? 'planner' };
  const may = (command: string): boolean => roleFor(identity.grants, permissionFor(command), mission) !== undefined;
  const { isToldApart, givenBy } = access.independence(identity);
  return { actor, acting: { isBoundToOwn, may, isToldApart, givenBy } };
}

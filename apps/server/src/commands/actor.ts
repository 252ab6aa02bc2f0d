import type { FastifyRequest } from 'fastify';
import { roleFor } from '#libs/access';
import type { CommandInput, Submission } from '#libs/timeline';
import { demand, type Access } from '../http/permission.js';
import { permissionFor, permissionsFor } from './needed.js';

/** Who acts, in the role that allows all of it; of their own alone where no order is theirs to give. Throws a Problem. */
export function actorOf(
  access: Access,
  request: FastifyRequest,
  mission: string,
  commands: readonly CommandInput[],
): Required<Pick<Submission, 'actor' | 'acting'>> {
  const identity = access.identify(request);
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
  return { actor, acting: { isBoundToOwn, may, ...access.independence(identity) } };
}

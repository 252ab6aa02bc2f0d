import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { everyMission, mayAnywhere, maySee, roleFor, type Identity, type Permission as OfRole } from '#libs/access';
import type { Acting } from '#libs/domain';
import { Config } from '../config.js';
import { noteAsker } from './asker.js';
import { details } from './details.js';
import { checkHost, checkOrigin } from './origin.js';
import { noteReader } from './reader.js';
import { Problem } from './problems.js';

/** What a route asks: nothing, that somebody is signed in, any right to record, or a permission of the roles. */
export type Permitted = 'public' | 'signed-in' | 'record' | OfRole;

/** What a route asks of whoever uses it. A server that has a route without one does not start. */
export const Permission = Reflector.createDecorator<Permitted>();

/** Who acts. */
export abstract class Access {
  /** Who sends a request. Throws a Problem if nobody is signed in. */
  abstract identify(request: FastifyRequest): Identity;

  /** Who sends a request; undefined if nobody is signed in. */
  abstract knownIn(request: FastifyRequest): Identity | undefined;

  /** Whether one person is told from another here, and who gave somebody what they are let in with. */
  abstract independence(identity: Identity): Pick<Acting, 'isToldApart' | 'givenBy'>;

  /** Who brings an Authorization, over whatever protocol; undefined if it lets nobody in. */
  abstract byAuthorization(authorization: string | undefined): Promise<Identity | undefined>;

  /** Whether somebody who was let in still would be. */
  abstract isStillIn(identity: Identity): boolean;
}

/** What each command may need; whoever has none of these has no business at a route that records. */
const recording: readonly OfRole[] = ['report', 'dispute', 'order', 'administer'];

/** Permissions that are for the server as a whole. */
const ofServer: readonly OfRole[] = ['administer', 'read-metrics'];

/** Throws a Problem unless somebody may do something with a mission: a mission that they may not see is not there for them. */
export function demand({ grants }: Identity, permission: OfRole | 'record', mission?: string): void {
  const wanted = permission === 'record' ? recording : [permission];
  const isAllowed = wanted.some((one) => {
    if (mission !== undefined) return roleFor(grants, one, mission) !== undefined;
    return ofServer.includes(one) ? roleFor(grants, one, everyMission) !== undefined : mayAnywhere(grants, one);
  });
  if (isAllowed) return;
  throw mission !== undefined && !maySee(grants, mission) ? new Problem('unknown-mission') : lacking(permission);
}

/** Says which permission somebody would need. */
export const lacking = (permission: OfRole | 'record'): Problem => new Problem('forbidden', details.lacks(permission));

/** Why a figure is what it is tells of the entries behind it, so that it asks for more than the view does. */
const askedBy = ({ query }: FastifyRequest, permission: OfRole | 'record'): OfRole | 'record' => {
  const isOfView = permission === 'read-remains' || permission === 'read-movement';
  return isOfView && (query as { why?: unknown }).why !== undefined ? 'read-history' : permission;
};

/** Asks at every route whether its permission is there. */
@Injectable()
export class PermissionGuard implements CanActivate {
  constructor(
    private readonly access: Access,
    private readonly config: Config,
    private readonly reflector: Reflector,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const permission = this.reflector.get(Permission, context.getHandler());
    checkHost(request, this.config);
    checkOrigin(request);
    if (permission === 'public') return true;
    const identity = this.access.identify(request);
    if (this.config.auth !== 'none') noteAsker(request, identity.subject);
    const { mission } = request.params as { mission?: string };
    noteReader(request, identity, mission);
    if (permission === 'signed-in') return true;
    demand(identity, askedBy(request, permission), mission);
    return true;
  }
}

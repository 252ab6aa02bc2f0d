import { Injectable, type CanActivate, type ExecutionContext, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '#libs/domain';
import { details } from './details.js';
import { Problem } from './problems.js';
import { header } from './request.js';

/** What somebody may be let do. `public` is for everybody. */
export type Permitted = 'public' | 'operate' | 'read' | 'read-history' | 'prove' | 'record';

/** What a route asks of whoever uses it. A server that has a route without one does not start. */
export const Permission = Reflector.createDecorator<Permitted>();

/** Who acts, and what they may do. */
export abstract class Access {
  /** Who sends a request. Throws a Problem. */
  abstract actorOf(request: FastifyRequest): Actor;

  /** Whether a request may do what needs a permission. */
  abstract admits(request: FastifyRequest, permission: Permitted): boolean;
}

/** The server listens to its own machine alone, and whoever works there may do everything. */
@Injectable()
export class LocalAdmin extends Access {
  /** The local administrator, or the id in X-Actor. */
  override actorOf(request: FastifyRequest): Actor {
    const id = header(request, 'x-actor') ?? 'local';
    if (!/^[\x21-\x7e]{1,128}$/.test(id)) throw new Problem('header-invalid', details.actorForm);
    return { id, role: 'admin' };
  }

  override admits(): boolean {
    return true;
  }
}

/** Asks at every route whether its permission is there. */
@Injectable()
export class PermissionGuard implements CanActivate, OnApplicationBootstrap {
  constructor(
    private readonly access: Access,
    private readonly reflector: Reflector,
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  /** Throws for a route that says no permission: what was forgotten is open to nobody. */
  onApplicationBootstrap(): void {
    for (const { instance, name } of this.discovery.getControllers()) {
      const prototype = Object.getPrototypeOf(instance) as Record<string, () => unknown>;
      for (const method of this.scanner.getAllMethodNames(prototype)) {
        const route = prototype[method];
        if (route && Reflect.hasMetadata('path', route) && this.reflector.get(Permission, route) === undefined)
          throw new Error(`${String(name)}.${method} is a route without a permission`);
      }
    }
  }

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    return this.access.admits(request, this.reflector.get(Permission, context.getHandler()));
  }
}

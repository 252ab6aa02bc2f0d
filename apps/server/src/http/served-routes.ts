import { Injectable, RequestMethod, type OnApplicationBootstrap } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { Permission, type Permitted } from './permission.js';

/** A route as it is served. */
export interface ServedRoute {
  method: string;
  /** Its path in segments, of which those that begin with a colon are parameters; `*` is all that follows. */
  segments: readonly string[];
  /** What it asks of whoever uses it; undefined if that was forgotten. */
  permission: Permitted | undefined;
  /** The method of the controller, to name it by. */
  handler: string;
}

/** The segments of a path. */
export const segmentsOf = (path: string): string[] => path.split('/').filter((segment) => segment !== '');

/** Every route of every controller, with what it asks. */
@Injectable()
export class ServedRoutes implements OnApplicationBootstrap {
  constructor(
    private readonly reflector: Reflector,
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  /** Throws for a route that says no permission: what was forgotten is open to nobody. */
  onApplicationBootstrap(): void {
    for (const { handler, permission } of this.all())
      if (permission === undefined) throw new Error(`${handler} is a route without a permission`);
  }

  /** All of them. */
  all(): ServedRoute[] {
    return this.discovery.getControllers().flatMap(({ instance, metatype, name }) => {
      const prototype = Object.getPrototypeOf(instance) as Record<string, () => unknown>;
      const below = metatype === null ? '' : this.pathOf(metatype);
      return this.scanner.getAllMethodNames(prototype).flatMap((member) => {
        const route = prototype[member];
        if (!route || !Reflect.hasMetadata(PATH_METADATA, route)) return [];
        const method = RequestMethod[Number(Reflect.getMetadata(METHOD_METADATA, route))] ?? 'GET';
        const permission = this.reflector.get(Permission, route) as Permitted | undefined;
        const segments = segmentsOf(`${below}/${this.pathOf(route)}`);
        return [{ method, segments, permission, handler: `${String(name)}.${member}` }];
      });
    });
  }

  private pathOf(target: object): string {
    return String(Reflect.getMetadata(PATH_METADATA, target) ?? '');
  }
}

/** The route that serves a method and a path as OpenAPI has them: of several, the one that names most of it. */
export function routeFor(routes: readonly ServedRoute[], method: string, path: string): ServedRoute | undefined {
  const asked = segmentsOf(path);
  const literals = ({ segments }: ServedRoute): number => segments.filter((one) => !/^[:*]/.test(one)).length;
  return routes
    .filter((route) => route.method === method && isServedBy(asked, route.segments))
    .toSorted((a, b) => literals(b) - literals(a))[0];
}

function isServedBy(asked: readonly string[], served: readonly string[]): boolean {
  const rest = served.indexOf('*');
  if (rest === -1 ? asked.length !== served.length : asked.length <= rest) return false;
  return served.every((one, index) => one === '*' || one.startsWith(':') || one === asked[index]);
}

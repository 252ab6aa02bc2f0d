import { routeFor, type ServedRoute } from '../http/served-routes.js';

type Operations = Record<string, { 'x-permission'?: string }>;

/**
 * Puts beside each operation of a description what its route asks. Where a description names one already, the route asks that
 * of its body or of a part of its path. Throws for an operation that nothing serves.
 */
export function withPermissions<T extends { paths: object }>(document: T, routes: readonly ServedRoute[]): T {
  const paths = Object.entries(document.paths as Record<string, Operations>).map(([path, operations]) => [
    path,
    Object.fromEntries(
      Object.entries(operations).map(([method, operation]) => {
        const route = routeFor(routes, method.toUpperCase(), path);
        if (!route) throw new Error(`${method} ${path} is described, and nothing serves it`);
        return [method, { 'x-permission': route.permission, ...operation }];
      }),
    ),
  ]);
  return { ...document, paths: Object.fromEntries(paths) as object };
}

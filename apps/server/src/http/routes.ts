import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';

/** The paths that are served and by which methods, to tell a wrong method from a wrong path. */
@Injectable()
export class Routes {
  private readonly known: { methods: string[]; pattern: RegExp; literals: number }[] = [];

  constructor({ httpAdapter }: HttpAdapterHost<FastifyAdapter>) {
    httpAdapter.getInstance().addHook('onRoute', (route) => this.add(route));
  }

  /** The methods that a path takes, of the routes that name most of it; none for a path that is not served. */
  methodsOf(path: string): string[] {
    const serving = this.known.filter(({ pattern }) => pattern.test(path));
    const most = Math.max(...serving.map(({ literals }) => literals));
    return [
      ...new Set(serving.filter(({ literals }) => literals === most).flatMap(({ methods }) => methods)),
    ].toSorted();
  }

  /** Notes a route as Fastify has it. */
  private add({ method, url }: { method: string | string[]; url: string }): void {
    const pattern = new RegExp(
      `^${url
        .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
        .replace(/:[a-z]+/gi, '[^/]+')
        .replace('/\\*', '/.+')}/?$`,
    );
    const literals = url.split('/').filter((segment) => !/^[:*]/.test(segment)).length;
    this.known.push({ methods: [method].flat(), pattern, literals });
  }
}

import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

const askers = new WeakMap<object, string>();

/** Notes who asks, so that they can be held to their share. */
export const noteAsker = (request: FastifyRequest, subject: string): void => void askers.set(request, subject);

/** Who asks; undefined if people are not told apart. */
export const Asker = createParamDecorator((_: unknown, context: ExecutionContext) =>
  askers.get(context.switchToHttp().getRequest<FastifyRequest>()),
);

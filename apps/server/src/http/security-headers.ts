import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

const self = ["'self'"];
const none = ["'none'"];

/** What browsers are told of every answer: pages load and ask this server alone, nothing inline runs, nobody frames them. */
export function addSecurityHeaders(fastify: FastifyInstance, isEncrypted: boolean, hasSubdomains: boolean): void {
  void fastify.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: none,
        scriptSrc: self,
        styleSrc: self,
        connectSrc: self,
        imgSrc: [...self, 'data:'],
        objectSrc: none,
        baseUri: none,
        formAction: none,
        frameAncestors: none,
      },
    },
    frameguard: { action: 'deny' },
    hsts: isEncrypted ? { maxAge: 365 * 86_400, includeSubDomains: hasSubdomains } : false,
  });
}

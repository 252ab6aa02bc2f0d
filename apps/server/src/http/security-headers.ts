import helmet from 'helmet';
import type { IncomingMessage, ServerResponse } from 'node:http';

const self = ["'self'"];
const none = ["'none'"];

/**
 * What browsers are told of every answer: pages load and ask this server alone, nothing inline runs, nobody frames them. No
 * request changes any of it, so that it is worked out once.
 */
export function securityHeaders(isEncrypted: boolean): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  const answer = {
    setHeader: (name: string, value: string) => void (headers[name.toLowerCase()] = value),
    removeHeader: () => undefined,
  };
  helmet({
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
    hsts: isEncrypted ? { maxAge: 365 * 86_400, includeSubDomains: false } : false,
  })({} as IncomingMessage, answer as unknown as ServerResponse, (error) => {
    if (error instanceof Error) throw error;
  });
  return headers;
}

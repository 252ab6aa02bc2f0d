import helmet from 'helmet';
import { IncomingMessage, ServerResponse, type OutgoingHttpHeaders } from 'node:http';
import { Socket } from 'node:net';

const self = ["'self'"];
const none = ["'none'"];

/**
 * What browsers are told of every answer: pages load and ask this server alone, nothing inline runs, nobody frames them. No
 * request changes any of it, so that it is worked out once.
 */
export function securityHeaders(isEncrypted: boolean, hasSubdomains: boolean): OutgoingHttpHeaders {
  const request = new IncomingMessage(new Socket());
  const answer = new ServerResponse(request);
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
    hsts: isEncrypted ? { maxAge: 365 * 86_400, includeSubDomains: hasSubdomains } : false,
  })(request, answer, (error) => {
    if (error instanceof Error) throw error;
  });
  return answer.getHeaders();
}

import { errors, jwtVerify, type JWTPayload } from 'jose';
import type { Said } from '#libs/domain';
import { Problem } from '../http/problems.js';
import { details } from './details.js';
import { leeway, type Provider } from './provider.js';
import { isStrongEnough } from './settings.js';
import { timesOf } from './times.js';

/** How a token may be signed: by a key of which the provider alone has the secret half. */
const algorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];

const lengthMax = 8192;

/** Whether a text is written as a token of a provider is (RFC 7515, 7.1), whatever it holds. */
export const isJwt = (text: string): boolean => /^[\w-]+\.[\w-]*\.[\w-]*$/.test(text);

const refused = (why: Said): Problem => new Problem('not-signed-in', why, {}, { 'www-authenticate': 'Bearer' });

/**
 * What an access token says (RFC 9068), if it is the provider's, for this server, and good now. Throws a Problem that says what
 * is wrong with it; only of a token that the provider signed, what stands in it.
 */
export async function verifyBearer(
  token: string,
  provider: Provider,
  now: number,
): Promise<JWTPayload & { sub: string; exp: number; iss: string }> {
  if (token.length > lengthMax) throw refused(details.tooLong(lengthMax));
  try {
    const { issuer } = await provider.facts();
    const { payload } = await jwtVerify(token, provider.keyFor, {
      issuer,
      audience: provider.settings.audience,
      algorithms,
      typ: 'at+jwt',
      requiredClaims: ['exp', 'sub'],
      clockTolerance: leeway,
      currentDate: new Date(now),
    });
    const { exp = 0, iat = 0, sub } = payload;
    if (iat > now / 1000 + leeway) throw refused(details.early(...timesOf(iat, now)));
    if (!isStrongEnough(provider.settings, payload.acr)) throw refused(details.weak);
    if (typeof sub !== 'string' || sub === '') throw refused(details.claim('sub'));
    return { ...payload, sub, exp, iss: issuer };
  } catch (error) {
    throw error instanceof Problem ? error : refused(whyOf(error, now));
  }
}

/** What is wrong with a token. Throws what is no fault of it. */
function whyOf(error: unknown, now: number): Said {
  if (error instanceof errors.JWTExpired) return details.over(...timesOf(error.payload.exp, now));
  if (error instanceof errors.JWTClaimValidationFailed) {
    const { claim, reason, payload } = error;
    return claim === 'nbf' && reason === 'check_failed'
      ? details.early(...timesOf(payload.nbf, now))
      : details.claim(claim);
  }
  if (error instanceof errors.JOSEAlgNotAllowed || error instanceof errors.JOSENotSupported) return details.algorithm;
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
    return details.unknownKey;
  if (error instanceof errors.JWSSignatureVerificationFailed) return details.signature;
  if (error instanceof errors.JOSEError || error instanceof TypeError) return details.malformed;
  throw error;
}

import { hkdfSync } from 'node:crypto';

/** A secret of 32 bytes for a purpose, made of the signing key's: who has one cannot tell the others (RFC 5869). */
export const deriveKey = (seed: Buffer, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', seed, '', `drawdown ${purpose}`, 32));

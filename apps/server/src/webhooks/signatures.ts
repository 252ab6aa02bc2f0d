import { createPrivateKey, createPublicKey, hkdfSync, sign as signBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

/** For so long a secret signs beside the one that took its place. */
export const overlapMs = 24 * 3_600_000;

/** Which secrets sign for an endpoint. */
export interface Signer {
  id: string;
  generation: number;
  rotatedAt?: string;
}

/** PKCS #8 of an Ed25519 key, before its seed (RFC 8410). */
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** 32 bytes for one use, of one endpoint, of one generation. */
const derived = (master: Buffer, use: string, id: string, generation: number): Buffer =>
  Buffer.from(hkdfSync('sha256', master, '', `drawdown webhook ${use} ${id} ${generation}`, 32));

/** The secret that endpoint and server share (`v1`). It is derived, so that it stands nowhere but in the answer that gives it. */
export const secretOf = (master: Buffer, { id, generation }: Pick<Signer, 'id' | 'generation'>): string =>
  `whsec_${derived(master, 'v1', id, generation).toString('base64')}`;

const privateKeyOf = (master: Buffer, id: string, generation: number) =>
  createPrivateKey({
    key: Buffer.concat([pkcs8, derived(master, 'v1a', id, generation)]),
    format: 'der',
    type: 'pkcs8',
  });

/** The public key by which anybody checks what the server signed for an endpoint (`v1a`). */
export function publicKeyOf(master: Buffer, { id, generation }: Pick<Signer, 'id' | 'generation'>): string {
  const key = createPublicKey(privateKeyOf(master, id, generation)).export({ format: 'der', type: 'spki' });
  return `whpk_${key.subarray(-32).toString('base64')}`;
}

/** What `webhook-signature` says: of the secret in force, and for a day of the one before it. */
export function signaturesOf(master: Buffer, signer: Signer, messageId: string, at: number, body: string): string {
  const { id, generation, rotatedAt } = signer;
  const isRotating = rotatedAt !== undefined && at < Date.parse(rotatedAt) + overlapMs;
  const generations = isRotating ? [generation, generation - 1] : [generation];
  const date = new Date(at);
  const signed = Buffer.from(`${messageId}.${Math.floor(at / 1000)}.${body}`);
  return [
    ...generations.map((one) => new Webhook(secretOf(master, { id, generation: one })).sign(messageId, date, body)),
    ...generations.map((one) => `v1a,${signBytes(null, signed, privateKeyOf(master, id, one)).toString('base64')}`),
  ].join(' ');
}

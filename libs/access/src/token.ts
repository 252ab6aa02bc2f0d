import { hash, randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const idLength = 10;
const secretLength = 43;
const sumLength = 6;
const form = new RegExp(`^dwd_([0-9A-Za-z]{${idLength}})_[0-9A-Za-z]{${secretLength + sumLength}}$`);

/** Draws characters of base62: 43 of them are 256 bits. */
function draw(length: number): string {
  let text = '';
  for (let index = 0; index < length; index++) text += alphabet[randomInt(alphabet.length)];
  return text;
}

function sumOf(text: string): string {
  let [rest, sum] = [crc32(text), ''];
  for (let index = 0; index < sumLength; index++) {
    sum = `${alphabet[rest % alphabet.length]}${sum}`;
    rest = Math.floor(rest / alphabet.length);
  }
  return sum;
}

/** Draws a new token: `dwd_`, its id, `_`, a secret of 256 bits, and a checksum by which a typo is told from a wrong token. */
export function drawToken(): { id: string; token: string } {
  const id = draw(idLength);
  const text = `dwd_${id}_${draw(secretLength)}`;
  return { id, token: text + sumOf(text) };
}

/** The id in a token; undefined for what cannot be one. */
export function idIn(token: string): string | undefined {
  const [, id] = form.exec(token) ?? [];
  return id !== undefined && sumOf(token.slice(0, -sumLength)) === token.slice(-sumLength) ? id : undefined;
}

/** Draws a secret of 256 bits, for a session or a link. */
export const drawSecret = (): string => draw(secretLength);

/** What is kept of a secret: it is drawn from 256 bits, so that one hash cannot be turned back. */
export const hashOf = (secret: string): string => hash('sha256', secret);

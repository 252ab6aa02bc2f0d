/** What the server answers to a request for an inclusion proof. Hashes are Base 64. */
export interface InclusionAnswer {
  revision: number;
  size: number;
  hashes: string[];
  /** The signed checkpoint (C2SP tlog-checkpoint) of the tree of that size. */
  checkpoint: string;
}

/** What was found out here, with nobody's help. */
export type Verdict = { isProven: true; size: number; isSigned: boolean } | { isProven: false; why: string };

type Bytes = Uint8Array<ArrayBuffer>;

const sha256 = async (bytes: Bytes): Promise<Bytes> => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
const joined = (...parts: readonly Bytes[]): Bytes => Uint8Array.from(parts.flatMap((part) => [...part]));
const utf8 = (text: string): Bytes => new TextEncoder().encode(text);
const fromBase64 = (text: string): Bytes => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
const isEqual = (a: Bytes, b: Bytes): boolean => a.length === b.length && a.every((byte, index) => byte === b[index]);

/** Hashes of leaves and of nodes begin with different bytes, so that none passes for the other (RFC 6962). */
const leafHash = (bytes: Bytes): Promise<Bytes> => sha256(joined(Uint8Array.of(0), bytes));
const nodeHash = (left: Bytes, right: Bytes): Promise<Bytes> => sha256(joined(Uint8Array.of(1), left, right));

const half = (n: number): number => Math.floor(n / 2);

/** The root that a path of hashes leads to (RFC 9162, 2.1.3.2); undefined if the path is not as long as it must be. */
async function rootOf(leaf: Bytes, index: number, size: number, path: readonly Bytes[]): Promise<Bytes | undefined> {
  if (index >= size) return undefined;
  let [first, last, hash] = [index, size - 1, leaf];
  for (const sibling of path) {
    if (last === 0) return undefined;
    if (first % 2 === 1 || first === last) {
      hash = await nodeHash(sibling, hash);
      while (first % 2 === 0 && first !== 0) [first, last] = [half(first), half(last)];
    } else hash = await nodeHash(hash, sibling);
    [first, last] = [half(first), half(last)];
  }
  return last === 0 ? hash : undefined;
}

/** The parts of a checkpoint: the lines of its text, and its signatures by the name of who signed. */
function partsOf(note: string): { text: string; lines: string[]; signatures: { name: string; bytes: Bytes }[] } {
  const end = note.lastIndexOf('\n\n');
  const text = note.slice(0, end + 1);
  const signatures = note
    .slice(end + 2)
    .split('\n')
    .flatMap((line) => {
      const [, name, base64] = /^— (\S+) (\S+)$/.exec(line) ?? [];
      return name === undefined || base64 === undefined ? [] : [{ name, bytes: fromBase64(base64) }];
    });
  return { text, lines: text.split('\n'), signatures };
}

/** Whether the log's own key signed the text; undefined if this browser cannot tell. */
async function isSigned(note: string, verifierKey: string): Promise<boolean | undefined> {
  const [, name = '', base64 = ''] = /^([^+]+)\+[0-9a-f]{8}\+(\S+)$/.exec(verifierKey.trim()) ?? [];
  const typed = fromBase64(base64);
  // A key is named by its name, a new line, its type and itself (C2SP signed-note).
  const id = (await sha256(joined(utf8(`${name}\n`), typed))).slice(0, 4);
  const { text, signatures } = partsOf(note);
  const signature = signatures.find((one) => one.name === name && isEqual(one.bytes.slice(0, 4), id));
  if (!signature) return false;
  let key: Awaited<ReturnType<typeof crypto.subtle.importKey>>;
  try {
    key = await crypto.subtle.importKey('raw', typed.slice(1), 'Ed25519', false, ['verify']);
  } catch {
    return undefined;
  }
  return crypto.subtle.verify('Ed25519', key, signature.bytes.slice(4), utf8(text));
}

/**
 * Checks that exactly these bytes are the entry of that revision in the tree under the checkpoint, and that the log's key
 * signed the checkpoint.
 */
export async function verifyEntry(body: string, answer: InclusionAnswer, verifierKey: string): Promise<Verdict> {
  const { lines } = partsOf(answer.checkpoint);
  const [origin, size, root = ''] = lines;
  if (origin !== verifierKey.split('+')[0]) return no('the checkpoint is of another log');
  if (size !== String(answer.size)) return no('the checkpoint is of another size');
  const { revision, hashes } = answer;
  const found = await rootOf(await leafHash(utf8(body)), revision, answer.size, hashes.map(fromBase64));
  if (!found || !isEqual(found, fromBase64(root))) return no('the hashes do not lead to the root of the checkpoint');
  const signed = await isSigned(answer.checkpoint, verifierKey);
  if (signed === false) return no('the signature under the checkpoint is not of the key of this log');
  return { isProven: true, size: answer.size, isSigned: signed === true };
}

const no = (why: string): Verdict => ({ isProven: false, why });

import {
  CheckpointSigner,
  cosignedAt,
  Cosigner,
  emptyRoot,
  leafHash,
  NoteInvalid,
  openCheckpoint,
  parseCheckpoint,
  parseNote,
  withSignature,
} from './index.js';
import { formatSecretKey, parseSecretKey } from './key-file.js';
import { formatVerifierKey, keyIdOf, parseVerifierKey, privateKeyOf, signatureTypes, signBytes } from './keys.js';
import { signatureLine } from './note.js';

const seed = Buffer.alloc(32, 7);
const signer = CheckpointSigner.fromSeed(seed, 'log.example');
const root = leafHash('one');

describe('signed notes', () => {
  // From the tests of Go's sumdb/note and from C2SP signed-note.
  const secret = 'PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz';
  const vkey = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
  const text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
  const line =
    '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';
  const enoch = 'EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop';
  const enochLine =
    '— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n';

  it('are signed as Go signs them', () => {
    const key = parseSecretKey(secret);
    const { key: privateKey, publicKey } = privateKeyOf(key.seed);
    expect(formatSecretKey(key)).toBe(secret);
    expect(formatVerifierKey(key.host, signatureTypes.note, publicKey)).toBe(vkey);
    const id = keyIdOf(key.host, signatureTypes.note, publicKey);
    expect(signatureLine(key.host, id, signBytes(privateKey, Buffer.from(text)))).toBe(line);
  });

  it('are checked as Go and C2SP check them', () => {
    const note = parseNote(`${text}\n${line}${enochLine}`);
    expect(note.text).toBe(text);
    expect(note.signatures.map(({ name }) => name)).toEqual(['PeterNeumann', 'EnochRoot']);
    for (const [at, key] of [vkey, enoch].entries())
      expect(parseVerifierKey(key, signatureTypes.note).verifies(Buffer.from(text), note.signatures[at]!.bytes)).toBe(
        true,
      );
    const spec = parseNote(
      'This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n',
    );
    const key = parseVerifierKey('example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k', 1);
    expect(key.verifies(Buffer.from(spec.text), spec.signatures[0]!.bytes)).toBe(true);
  });

  it.each([
    'PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==',
    'PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
    vkey.slice(1),
    vkey.slice(0, -1),
    vkey.replace('c74f20a3', 'c74f20a4'),
    vkey.replace('P', 'p'),
    '',
  ])('need a whole key, not %s', (text_) =>
    expect(() => parseVerifierKey(text_, signatureTypes.note)).toThrow(NoteInvalid),
  );

  it.each([
    [text, 'blank line'],
    [`${text}${line}`, 'blank line'],
    [`${text}\n${line.slice(0, -1)}`, 'blank line'],
    [`${text}\n`, 'blank line'],
    [`${text.replace('\n', '\r\n')}\n${line}`, 'control characters'],
    [`${text}\n\t${line}`, 'control characters'],
    [`\ud800${text}\n${line}`, 'halves'],
    [`${text}\n${line.replace('—', '-')}`, 'signature line'],
    [`${text}\n${line.replace('x08', 'x0*')}`, 'signature line'],
    [`${text}\n${line.replace('=', '')}`, 'signature line'],
    [`${text}\n— a+b x08go/ZJkuBS\n`, 'signature line'],
    [`${text}\n— PeterNeumann x08=\n`, 'signature line'],
    [`${text}\n${line.repeat(101)}`, 'more than 100'],
  ])('have one form (%#)', (note, why) => expect(() => parseNote(note)).toThrow(why));
});

describe('checkpoints', () => {
  const vkey = signer.verifierKey('minusma');
  const text = signer.sign('minusma', 42, root);

  it('say origin, size and root, signed under the name of their origin', () => {
    expect(text.split('\n').slice(0, 4)).toEqual(['log.example/minusma', '42', root.toString('base64'), '']);
    expect(openCheckpoint(text, vkey)).toEqual({ origin: 'log.example/minusma', size: 42, root, text });
    expect(signer.sign('minusma', 42, root)).toBe(text);
  });

  it('may carry signatures of others', () => {
    const other = CheckpointSigner.fromSeed(Buffer.alloc(32, 8), 'log.example').sign('minusma', 42, root);
    const more = withSignature(text, parseCheckpoint(other).signatures[0]!.line);
    expect(openCheckpoint(more, vkey).size).toBe(42);
  });

  it.each([
    ['of another mission', signer.sign('monusco', 42, root), 'is of the log log.example/monusco'],
    [
      'of another key',
      CheckpointSigner.fromSeed(Buffer.alloc(32), 'log.example').sign('minusma', 42, root),
      'not signed',
    ],
    ['of another size', text.replace('\n42\n', '\n43\n'), 'does not fit'],
    ['of another root', text.replace(root.toString('base64'), leafHash('two').toString('base64')), 'does not fit'],
    ['with more lines', text.replace('\n\n', '\nmore\n\n'), 'does not fit'],
    ['with an empty line', text.replace('\n42\n', '\n\n42\n'), 'empty line|second line'],
    ['of a size with zeroes in front', text.replace('\n42\n', '\n042\n'), 'must be a size'],
    ['of a size that is no number', text.replace('\n42\n', '\n-1\n'), 'must be a size'],
    ['of a size that cannot be counted', text.replace('\n42\n', '\n9007199254740993\n'), 'must be a size'],
    ['of a short root', text.replace(root.toString('base64'), 'AAAA'), 'must be a hash'],
    ['of nothing with a root of something', signer.sign('minusma', 0, root), 'root of a tree that is not empty'],
    ['signed twice', withSignature(text, parseCheckpoint(text).signatures[0]!.line), 'signed twice'],
  ])('are refused %s', (_, checkpoint, why) => expect(() => openCheckpoint(checkpoint, vkey)).toThrow(new RegExp(why)));

  it('of one mission are not those of another, though one secret signs both', () => {
    const [, digits = '', key = ''] = vkey.split('+');
    const [, otherDigits = '', otherKey = ''] = signer.verifierKey('monusco').split('+');
    expect(key).toBe(otherKey);
    expect(digits).not.toBe(otherDigits);
    expect(() => openCheckpoint(text, signer.verifierKey('monusco'))).toThrow(NoteInvalid);
    const renamed = text.replaceAll('minusma', 'monusco');
    expect(() => openCheckpoint(renamed, signer.verifierKey('monusco'))).toThrow(NoteInvalid);
  });

  it('may be of an empty log', () => expect(openCheckpoint(signer.sign('minusma', 0, emptyRoot), vkey).size).toBe(0));

  it('need a host that can be a key name', () => {
    expect(() => CheckpointSigner.fromSeed(seed, 'two words')).toThrow(RangeError);
    expect(() => CheckpointSigner.fromSeed(Buffer.alloc(31), 'log.example')).toThrow(RangeError);
    expect(() => signer.sign('a+b', 1, root)).toThrow(RangeError);
  });
});

describe('cosignatures', () => {
  const cosigner = Cosigner.fromSeed(Buffer.alloc(32, 9), 'witness.example/w1');
  const checkpoint = signer.sign('minusma', 42, root);
  const cosigned = withSignature(checkpoint, cosigner.cosign(checkpoint, 1_700_000_000));

  it('say when a checkpoint was seen', () => {
    expect(cosignedAt(cosigned, cosigner.verifierKey)).toBe(1_700_000_000);
    expect(cosignedAt(checkpoint, cosigner.verifierKey)).toBeUndefined();
    expect(openCheckpoint(cosigned, signer.verifierKey('minusma')).size).toBe(42);
  });

  it('sign the time and the text as C2SP tlog-cosignature says', () => {
    const { bytes } = parseCheckpoint(cosigned).signatures[1]!;
    const { key } = privateKeyOf(Buffer.alloc(32, 9));
    const body = `cosignature/v1\ntime 1700000000\nlog.example/minusma\n42\n${root.toString('base64')}\n`;
    expect(bytes.subarray(0, 8).readBigUInt64BE()).toBe(1_700_000_000n);
    expect(bytes.subarray(8)).toEqual(signBytes(key, Buffer.from(body)));
  });

  it('have the time where the reference implementation reads it', () => {
    const blob = Buffer.from(
      'ZGhGuQAAAABm/qTPeyKXD+R2rzyQsxPiP8mXum7qq/iF0u4vanlqJyocWODBt97w9uL+8qT7S5gxEHWWOworDcFiEBYJXORmnFBOBA==',
      'base64',
    );
    expect(blob.subarray(4).readBigUInt64BE()).toBe(1_727_964_367n);
    expect(blob.length).toBe(4 + parseCheckpoint(cosigned).signatures[1]!.bytes.length);
  });

  it('are refused where time or text was changed', () => {
    const later = cosigner.cosign(checkpoint, 1_700_000_001);
    const bytes = Buffer.concat([parseCheckpoint(cosigned).signatures[1]!.bytes]);
    bytes.writeBigUInt64BE(1_700_000_001n);
    const { id } = parseCheckpoint(cosigned).signatures[1]!;
    const forged = withSignature(checkpoint, signatureLine('witness.example/w1', id, bytes));
    expect(withSignature(checkpoint, later)).not.toBe(forged);
    expect(() => cosignedAt(forged, cosigner.verifierKey)).toThrow('does not fit');
    expect(() => cosignedAt(cosigned.replace('\n42\n', '\n41\n'), cosigner.verifierKey)).toThrow('does not fit');
  });
});

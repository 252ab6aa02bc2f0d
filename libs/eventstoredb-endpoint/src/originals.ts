import { hash } from 'node:crypto';
import type { Seal, StoredEntry } from '#libs/event-store';

/** Data of this type is JSON; all other is bytes. */
export const jsonType = 'application/json';

/** What a client sent of an event, to the byte. */
export interface Sent {
  data: Buffer;
  metadata: Buffer;
  contentType: string;
}

/** The parts of what was sent that an entry's other fields do not say, as they are kept. */
interface Kept {
  data?: string;
  metadata?: string;
  contentType?: string;
}

/** What the metadata of an entry is if nobody has sent any other: enough to see that its bytes are those that were written. */
const ownMetadata = ({ recordedAt, body }: Pick<StoredEntry, 'recordedAt' | 'body'>): object => ({
  recordedAt,
  hash: hash('sha256', body),
});

/** What is to be kept beside an entry so that it is read as it was sent; undefined if it says all of it. */
export function originalOf(
  { data, metadata, contentType }: Sent,
  entry: Pick<StoredEntry, 'recordedAt' | 'body'>,
): string | undefined {
  const kept: Kept = {};
  if (!data.equals(Buffer.from(entry.body))) kept.data = data.toString('base64');
  if (metadata.toString() !== JSON.stringify(ownMetadata(entry))) kept.metadata = metadata.toString('base64');
  if (contentType !== jsonType) kept.contentType = contentType;
  return Object.keys(kept).length === 0 ? undefined : JSON.stringify(kept);
}

/** An entry as it was sent; the seal that ends with it is put into its metadata, in place of what the sender claims. */
export function sentOf(entry: StoredEntry, seal: Seal | undefined): Sent {
  const kept = (entry.original === undefined || entry.damaged ? {} : JSON.parse(entry.original)) as Kept;
  const own = (): Buffer => Buffer.from(JSON.stringify(ownMetadata(entry)));
  const metadata = kept.metadata === undefined ? own() : Buffer.from(kept.metadata, 'base64');
  return {
    data: kept.data === undefined ? Buffer.from(entry.body) : Buffer.from(kept.data, 'base64'),
    metadata: seal ? sealed(metadata, seal) : metadata,
    contentType: kept.contentType ?? jsonType,
  };
}

/** Metadata that is no JSON object stays as it is: others are to be read although one is not as it should be. */
function sealed(metadata: Buffer, { checkpoint, frontier }: Seal): Buffer {
  try {
    const said: unknown = metadata.length === 0 ? {} : JSON.parse(metadata.toString());
    if (typeof said !== 'object' || said === null || Array.isArray(said)) return metadata;
    return Buffer.from(JSON.stringify({ ...said, checkpoint, frontier }));
  } catch {
    return metadata;
  }
}

import { hashBytes } from '#libs/transparency';

/** Hands out hashes one by one of bytes that come cut anywhere. */
export class HashFeed {
  private rest: Buffer = Buffer.alloc(0);
  private at = 0;
  private readonly chunks: AsyncIterator<Buffer> | undefined;

  constructor(chunks: AsyncIterable<Buffer> | undefined) {
    this.chunks = chunks?.[Symbol.asyncIterator]();
  }

  /** Reads on until so many hashes are at hand, or there are no more. */
  async ready(count: number): Promise<void> {
    while (this.chunks && this.rest.length - this.at < count * hashBytes) {
      const { value, done } = await this.chunks.next();
      if (done) return;
      this.rest = Buffer.concat([this.rest.subarray(this.at), value]);
      this.at = 0;
    }
  }

  /** The next hash; undefined if none is at hand. */
  next(): Buffer | undefined {
    if (this.at + hashBytes > this.rest.length) return undefined;
    this.at += hashBytes;
    return this.rest.subarray(this.at - hashBytes, this.at);
  }

  /** Reads no further. */
  async end(): Promise<void> {
    await this.chunks?.return?.();
  }
}

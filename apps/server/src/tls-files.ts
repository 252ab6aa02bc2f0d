import { readFileSync, statSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { ConfigInvalid, type TlsNames } from './config.js';
import { say } from './say.js';

/** A certificate with its chain, and its key. */
export interface TlsPair {
  cert: Buffer;
  key: Buffer;
}

/** How often it is looked whether the files have changed. */
const lookEveryMs = 1000;

/** The certificate of this server as two files hold it, read again when they change. */
export class TlsFiles {
  private pair: TlsPair;
  private seen: string;
  private looking: NodeJS.Timeout | undefined;

  /** Throws ConfigInvalid if there is no certificate with its key. */
  constructor(private readonly names: TlsNames) {
    try {
      this.seen = this.state();
      this.pair = this.read();
    } catch (error) {
      throw new ConfigInvalid(
        `TLS_CERT_FILE and TLS_KEY_FILE must name a certificate and its key, as PEM: ${(error as Error).message}`,
      );
    }
  }

  /** The newest that could be read. */
  get current(): TlsPair {
    return this.pair;
  }

  /** Tells of each new certificate, until it is closed. Where the two files do not go together, what was there is kept. */
  follow(take: (pair: TlsPair) => void): void {
    this.looking = setInterval(() => {
      try {
        const now = this.state();
        if (now === this.seen) return;
        this.seen = now;
        this.pair = this.read();
        take(this.pair);
        say(`took the new certificate in ${this.names.certFile}`);
      } catch (error) {
        say(`goes on with the former certificate: ${(error as Error).message}`);
      }
    }, lookEveryMs).unref();
  }

  close(): void {
    clearInterval(this.looking);
  }

  /** What tells that a file is another one. */
  private state(): string {
    return [this.names.certFile, this.names.keyFile]
      .map((file) => statSync(file, { bigint: true }))
      .map(({ mtimeNs, ino, size }) => `${mtimeNs} ${ino} ${size}`)
      .join();
  }

  private read(): TlsPair {
    const pair = { cert: readFileSync(this.names.certFile), key: readFileSync(this.names.keyFile) };
    createSecureContext(pair);
    return pair;
  }
}

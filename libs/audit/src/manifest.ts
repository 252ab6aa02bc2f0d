/** What a package says of itself: its form, the log that it is of, and each file's size and SHA-256. */
export interface Manifest {
  origin: string;
  size: number;
  files: Map<string, { bytes: number; sha256: string }>;
}

/** Names of the files of a package. */
export const names = {
  manifest: 'MANIFEST',
  readme: 'README.html',
  checkpoint: 'checkpoint',
  earlier: 'checkpoints',
  key: 'verifier-key',
  entries: 'entries.ndjson',
  hashes: 'leaf-hashes',
  newestProof: 'proofs/newest-entry.tlog-proof',
  consistency: 'proofs/consistency/',
} as const;

const firstLine = 'drawdown-evidence 1';

/** The text of a manifest. */
export function formatManifest({ origin, size, files }: Manifest): string {
  const lines = [...files].map(([name, { bytes, sha256 }]) => `${sha256} ${bytes} ${name}`);
  return `${[firstLine, `origin ${origin}`, `size ${size}`, ...lines].join('\n')}\n`;
}

/** Reads a manifest; undefined if it is not in its one form. */
export function parseManifest(text: string): Manifest | undefined {
  const [, originLine = '', sizeLine = '', ...lines] = text.split('\n');
  const files: Manifest['files'] = new Map();
  for (const line of lines.slice(0, -1)) {
    const [, sha256 = '', bytes = '', name = ''] = /^([0-9a-f]{64}) (\d{1,15}) (\S+)$/.exec(line) ?? [];
    files.set(name, { bytes: Number(bytes), sha256 });
  }
  const manifest = { origin: originLine.slice('origin '.length), size: Number(sizeLine.slice('size '.length)), files };
  return formatManifest(manifest) === text ? manifest : undefined;
}

import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** KiB of JavaScript, gzipped, that a first visit may load. */
const firstLoadKibMax = 60;

/** KiB of everything, gzipped, the map among it. */
const allKibMax = 150;

const kib = (bytes: number): number => bytes / 1024;
const sizeOf = (content: string | Uint8Array): number => gzipSync(content, { level: 9 }).length;

/** What the bundler made, as far as sizes need it. */
interface Made {
  type: 'chunk' | 'asset';
  isEntry?: boolean;
  imports?: string[];
  code?: string;
  source?: string | Uint8Array;
}

/** The entry chunks and all that they import at once: what a browser needs before it shows anything. */
function firstLoad(bundle: Readonly<Record<string, Made>>): string[] {
  const names = Object.keys(bundle).filter((name) => bundle[name]?.isEntry);
  for (const name of names)
    for (const imported of bundle[name]?.imports ?? []) if (!names.includes(imported)) names.push(imported);
  return names;
}

/** The page has to open on a bad line: the build fails if it became too heavy for that. */
export function budget(): Plugin {
  return {
    name: 'budget',
    generateBundle(_options, bundle) {
      const made = bundle as Readonly<Record<string, Made>>;
      const sizes = Object.fromEntries(
        Object.entries(made).map(([name, { code, source }]) => [name, sizeOf(code ?? source ?? '')]),
      );
      const sum = (names: readonly string[]): number =>
        kib(names.reduce((total, name) => total + (sizes[name] ?? 0), 0));
      const [first, all] = [sum(firstLoad(made)), sum(Object.keys(made))];
      process.stderr.write(
        `dashboard: ${first.toFixed(1)} KiB of JavaScript at first load (of ${firstLoadKibMax}), ${all.toFixed(1)} KiB in all (of ${allKibMax}), gzipped\n`,
      );
      if (first > firstLoadKibMax || all > allKibMax) this.error('The dashboard is over its budget of bytes.');
    },
  };
}

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure } from './failure.js';

/** Where this program is installed, and which version it is. */
export interface Project {
  dir: string;
  version: string;
}

/** Looks upwards for package.json: the sources and the build lie at different depths below it. */
export function findProject(): Project {
  for (let dir = dirname(fileURLToPath(import.meta.url)); dir !== dirname(dir); dir = dirname(dir)) {
    const text = textOf(join(dir, 'package.json'));
    const { name, version } = JSON.parse(text ?? '{}') as { name?: string; version?: string };
    if (name === 'drawdown' && version !== undefined) return { dir, version };
  }
  throw new Failure('This installation is incomplete: its package.json is missing.', 70);
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

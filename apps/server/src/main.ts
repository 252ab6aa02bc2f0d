import { exitCodeOf } from './exit-code.js';
import { readConfig } from './config.js';
import { serve } from './server.js';

try {
  const { url } = await serve(readConfig(process.env), process.env);
  process.stderr.write(`drawdown listens on ${url}\n`);
} catch (error) {
  process.stderr.write(`drawdown: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(exitCodeOf(error));
}

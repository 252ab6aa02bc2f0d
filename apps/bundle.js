import { rm } from 'node:fs/promises';
import { rolldown } from 'rolldown';

/** Found beside the program when it is needed: native code, and what looks for files or threads beside itself or is seldom there. */
const apart = [
  /^(better-sqlite3|pino|google-protobuf)(\/|$)/,
  /^@(eventstore|grpc|opentelemetry)\//,
  /^@nestjs\/(microservices|websockets|platform-express)(\/|$)/,
  /^@fastify\/(static|view)(\/|$)/,
];

const programs = ['apps/cli/src/main', 'apps/server/src/main', 'apps/server/src/imports/workbook-worker'];

/** What only showed by throwing whether something can be done (`decodeURIComponent(text)`), and was taken for a call that does nothing. */
const emptied = /try \{\s*(return (true|false|void 0);)?\s*\} catch/;

/**
 * Puts what each program consists of into a few files, in place of its compiled main: Node takes three times as long to find and load
 * two thousand.
 */
async function bundle() {
  const bundled = await rolldown({
    input: Object.fromEntries(programs.map((program) => [program, `dist/${program}.js`])),
    platform: 'node',
    external: apart,
    onLog(level, log, handle) {
      if (level === 'error') handle(level, log);
    },
  });
  await rm('dist/parts', { recursive: true, force: true });
  const { output } = await bundled.write({
    dir: 'dist',
    format: 'esm',
    // Names of classes are told to people, in the log and by Nest.
    keepNames: true,
    entryFileNames: '[name].js',
    chunkFileNames: 'parts/[name]-[hash].js',
  });
  for (const { fileName, code = '' } of output)
    if (emptied.test(code)) throw new Error(`dist/${fileName}: something that was only tried was left out`);
}

await bundle();

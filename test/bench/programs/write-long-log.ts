import { openEmbeddedStore } from '#libs/event-store';
import { encode, streamOf } from '#libs/timeline';
import { benchLog, generated, generateLog } from '../../support/generated-log.js';

/** Writes the log of a long withdrawal into a data directory and tells its first and last instant, in milliseconds since 1970. */
const [dataDir = '', count = '', bases] = process.argv.slice(2);
const store = openEmbeddedStore({ dataDir });
const wanted = benchLog(Number(count));
const log = await generateLog(bases === undefined ? wanted : { ...wanted, bases: Number(bases) });
const rows = log.map(encode);
for (let from = 0; from < rows.length; from += 1000)
  await store.append(streamOf(generated), from - 1, rows.slice(from, from + 1000));
await store.close();
const span = { start: Date.parse(log[0]?.placedAt ?? ''), end: Date.parse(log.at(-1)?.recordedAt ?? '') };
process.stdout.write(JSON.stringify(span));

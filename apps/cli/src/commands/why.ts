import { pageOf, type AsOf, type DrawdownClient, type EntryBehind, type InputBehind, type Why } from '#libs/client';
import { plain, write } from '../output.js';

/** How many of the entries behind a figure are asked for at once. */
const entriesPerPage = 500;

/** Writes why a figure of a view (`summary`, `bases`, `bases/ber` ...) is what it is. */
export async function showWhy(
  client: DrawdownClient,
  mission: string,
  view: string,
  pointer: string,
  { json, ...asOf }: AsOf & { json?: true },
): Promise<void> {
  const [asked, page] = [client.mission(mission), pageOf(view)];
  const query = { ...asOf, why: pointer, limit: entriesPerPage };
  const whole = await asked.json<Why>(page, query);
  for (let after = whole.next; after !== undefined;) {
    const { contributions = [], entries = [], next } = await asked.json<Why>(page, { ...query, after });
    whole.contributions?.push(...contributions);
    whole.entries?.push(...entries);
    after = next;
  }
  delete whole.next;
  await write(json ? JSON.stringify(whole) : whyInWords(whole));
}

/** The sentence, and below it a line for each entry with what it contributed, or for each input. */
export function whyInWords({ text, contributions = [], entries = [], inputs = [] }: Why): string {
  const width = Math.max(0, ...contributions.map(({ contributed }) => stepInWords(contributed).length));
  const behind = [...contributions, ...entries].flatMap((entry) => entryInWords(entry, width));
  return [text, ...behind, ...inputs.map(inputInWords)].map(plain).join('\n');
}

function entryInWords({ revision, occurredAt, sentence, ...entry }: EntryBehind, width: number): string[] {
  const { contributed, asRecorded, correctedBy = [], retractedBy } = entry;
  const counts = contributed === undefined ? '' : `${stepInWords(contributed).padEnd(width)}  `;
  const before = asRecorded === undefined ? '' : ` (as recorded ${stepInWords(asRecorded)})`;
  const remarks = [...correctedBy, ...(retractedBy ? [retractedBy] : [])];
  return [
    `${String(revision).padStart(5)}  ${occurredAt.padEnd(20)}  ${counts}${sentence}${before}`,
    ...remarks.map((one) => `       by entry ${one.revision} (${one.actor}, ${one.recordedAt}): ${one.sentence}`),
  ];
}

const inputInWords = ({ name, of, view, pointer, value }: InputBehind): string =>
  `  ${name}${of === undefined ? '' : ` of ${of}`}: ${JSON.stringify(value)}  (${view} ${pointer})`;

/** "+200", "-675", or the bounds if they differ. */
function stepInWords(step: unknown): string {
  if (typeof step === 'number') return `${step < 0 ? '' : '+'}${step.toLocaleString('en-GB')}`;
  const parts = step as Record<string, unknown>;
  if ('from' in parts) return `${boundInWords(parts.from)} to ${boundInWords(parts.to)}`;
  const { low, best, high } = parts;
  if (low === best && best === high) return stepInWords(best);
  return `${stepInWords(best)} (low ${stepInWords(low)}, high ${stepInWords(high)})`;
}

const boundInWords = (bound: unknown): string =>
  typeof bound === 'number' ? bound.toLocaleString('en-GB') : 'unknown';

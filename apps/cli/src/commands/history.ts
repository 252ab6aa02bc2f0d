import type { AsOf, DrawdownClient, HistoryItem, Query } from '#libs/client';
import { plain, say, write } from '../output.js';

/** Which entries of a history are wanted. */
export type HistoryOptions = AsOf & Query;

const markWords: Readonly<Record<string, string>> = {
  reportedEarlier: 'reported earlier',
  late: 'entered late',
  correctedBy: 'corrected by',
  retractedBy: 'retracted by',
  revisedBy: 'revised by',
  disputedBy: 'disputed by',
};

/** Writes each entry: as a line of JSON, or as a sentence. */
export async function showHistory(
  client: DrawdownClient,
  mission: string,
  { json, ...options }: HistoryOptions & { json?: true },
): Promise<void> {
  let isEmpty = true;
  for await (const items of client.mission(mission).history(options)) {
    isEmpty &&= items.length === 0;
    await write(items.map((item) => (json ? JSON.stringify(item) : itemInWords(item))).join('\n'));
  }
  if (isEmpty) say('No entry matches. Look whether each id is written as the log has it, or leave a filter out.');
}

/** One entry for people: revision, when it happened, what happened, and what became of it. */
export function itemInWords({
  revision,
  occurredAt,
  sentence,
  marks,
}: Pick<HistoryItem, 'revision' | 'occurredAt' | 'sentence' | 'marks'>): string {
  const remarks = Object.entries(marks).map(([mark, value]) => {
    const words = markWords[mark] ?? mark;
    return value === true ? words : `${words} ${[value].flat().join(', ')}`;
  });
  return `${String(revision).padStart(5)}  ${occurredAt.padEnd(20)}  ${plain(sentence)}${remarks.length > 0 ? `  [${remarks.join('; ')}]` : ''}`;
}

import type { No } from '../entries/definition.js';
import type { EntryData } from '../entries/registry.js';
import { recordedOf, type Entry } from '../envelope/entry.js';
import type { MissionState } from '../state/mission.js';
import { parsePointer } from '../values/json-pointer.js';
import { textFields } from '../values/text-fields.js';
import { fieldError } from '../validation/field-error.js';
import { mustBe } from '../validation/validate.js';
import { refuse } from './refusals.js';
import { entriesOf, type Log } from './verdict.js';

const wanted = mustBe({
  en: 'a pointer to a text of that entry, such as /reason or /source/title',
  fr: 'un pointeur vers un texte de cette écriture, comme /reason ou /source/title',
});

/** Whether there is no such text to be withheld, or it is withheld already. */
export function refusesWithholding(log: Log, { entry, pointer }: EntryData['TextWithheld']): No | undefined {
  const target = entriesOf(log)[entry];
  if (!target || textAt(target, pointer) === undefined)
    return { kind: 'invalid', errors: [fieldError('/pointer', wanted)] };
  return log.folded.state.withheld.has(`${entry}${pointer}`)
    ? refuse('already-withheld', { entry, pointer })
    : undefined;
}

/** Parts of an entry, besides its data, that hold words of somebody. */
const worded: readonly (string | undefined)[] = ['data', 'source', 'breakGlass'];

/** The text of an entry at a pointer into its data (`/reason`) or into the entry (`/source/title`); undefined if there is none. */
export function textAt(entry: Entry, pointer: string): string | undefined {
  const path = parsePointer(pointer) ?? [];
  const field = path.at(-1);
  if (field === undefined || !textFields.has(field)) return undefined;
  const recorded = recordedOf(entry);
  const found = valueAt(recorded.data, path) ?? (worded.includes(path[0]) ? valueAt(recorded, path) : undefined);
  return typeof found === 'string' ? found : undefined;
}

function valueAt(document: object, path: readonly string[]): unknown {
  let at: unknown = document;
  for (const name of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined;
    at = (at as Record<string, unknown>)[name];
  }
  return at;
}

/** What of a mission is withheld, by entry and pointer. */
export const withheldIn = ({ withheld }: MissionState): { entry: number; pointer: string }[] => [...withheld.values()];

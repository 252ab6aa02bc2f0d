import type { No } from '../entries/definition.js';
import type { EntryData } from '../entries/registry.js';
import { textAt } from '../redaction/withheld.js';
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

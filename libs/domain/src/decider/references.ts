import type { Folded } from '../fold/fold.js';
import type { Unknown } from '../entries/definition.js';
import { refuse, type Refusal } from './refusals.js';
import { hasEnded } from '../state/convoy.js';
import type { Opened, References } from '../values/references.js';

/** Dangling references are refused, in orders and reports alike. */
export function unknownReference(folded: Folded, references: References): Unknown | undefined {
  const { entry, bases, convoys, places, permit } = references;
  if (entry !== undefined && (entry > folded.revision || entry < 0)) {
    return { kind: 'unknown', what: 'entry', id: String(entry), known: [`0 to ${folded.revision}`] };
  }
  return (
    firstUnknown(folded, 'base', ['base'], bases) ??
    firstUnknown(folded, 'convoy', ['convoy'], convoys) ??
    firstUnknown(folded, 'base or convoy', ['base', 'convoy'], places) ??
    (permit === undefined ? undefined : firstUnknown(folded, 'permit', ['permit'], [permit]))
  );
}

function firstUnknown(
  { openers }: Folded,
  what: string,
  kinds: readonly Opened[],
  ids: readonly (string | undefined)[] = [],
): Unknown | undefined {
  const id = ids.find((one) => one !== undefined && !kinds.some((kind) => openers.has(`${kind}/${one}`)));
  if (id === undefined) return undefined;
  const known = [...openers.keys()].filter((key) => kinds.some((kind) => key.startsWith(`${kind}/`)));
  return { kind: 'unknown', what, id, known: known.map((key) => key.slice(key.indexOf('/') + 1)).toSorted() };
}

/** Ids are given once; bases and convoys share theirs. */
export function alreadyThere({ openers, state }: Folded, { opens }: References): Refusal | undefined {
  if (!opens) return undefined;
  const convoy = opens.onceEnded && state.convoys.get(opens.id);
  const mayBeKnown = opens.unlessKnown && !(convoy && !hasEnded(convoy));
  const shared: Opened[] = opens.kind === 'base' || opens.kind === 'convoy' ? ['base', 'convoy'] : [opens.kind];
  const taken = shared
    .filter((kind) => !(mayBeKnown && kind === opens.kind))
    .find((kind) => openers.has(`${kind}/${opens.id}`));
  return taken && refuse('already-exists', { [taken]: opens.id, revision: openers.get(`${taken}/${opens.id}`) });
}

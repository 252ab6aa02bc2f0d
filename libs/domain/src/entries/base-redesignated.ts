import { IsBoolean, IsIn, IsOptional } from 'class-validator';
import { IsSlug, IsText } from '../validation/decorators.js';
import type { Base, Redesignation } from '../state/base.js';
import { editBase } from '../state/copy-on-write.js';
import { factOf } from '../state/fact.js';
import { arcsIn, cycleThrough } from '../state/precedence.js';
import { because } from '../sentences/people.js';
import { say, where } from '../sentences/say.js';
import { baseKinds } from './base-established.js';
import { usualOrder, type EntryDefinition } from './definition.js';
import { refuse } from '../decider/refusals.js';

export class BaseRedesignatedData implements Redesignation {
  @IsSlug() base!: string;
  @IsOptional() @IsBoolean() liquidation?: boolean;
  @IsOptional() @IsSlug() hub?: string;
  @IsOptional() @IsIn(baseKinds) kind?: (typeof baseKinds)[number];
  @IsText() reason!: string;
}

/** What of a designation differs from what a base is for. */
const differs = (base: Base, { liquidation, hub, kind }: Redesignation): boolean =>
  (liquidation ?? base.liquidation) !== base.liquidation ||
  (hub ?? base.hub) !== base.hub ||
  (kind ?? base.kind) !== base.kind;

export const BaseRedesignated: EntryDefinition<BaseRedesignatedData> = {
  ...usualOrder,
  command: 'redesignate-base',
  changes: ['bases', 'plans'],
  labels: { base: 'open', liquidation: 'open', hub: 'movement', kind: 'open', reason: 'reason' },
  summary:
    'What a base is for changes from now on: whether it stays for the liquidation, to which hub its people go, of what kind it is.',
  data: BaseRedesignatedData,
  example: {
    base: 'gao',
    liquidation: true,
    hub: 'bamako',
    reason: 'Gao is one of the three sites of the liquidation',
  },
  refers: (data) => ({ bases: [data.base, data.hub] }),
  judge({ state }, data) {
    const base = state.bases.get(data.base);
    if (!base) return undefined;
    if (!differs(base, data)) return refuse('nothing-redesignated', { base: base.id });
    if (data.hub === undefined) return undefined;
    const others = arcsIn(state).filter(({ before, after }) => before !== base.id || after !== base.hub);
    const cycle = cycleThrough(others, { before: base.id, after: data.hub });
    return cycle && refuse('cycle-in-plan', { cycle });
  },
  evolve(state, { base: id, liquidation, hub, kind, reason }, entry) {
    const base = editBase(state, id);
    if (!base) return;
    base.redesignations.push(factOf(entry, { liquidation, hub, kind, reason }));
    base.liquidation = liquidation ?? base.liquidation;
    base.hub = hub ?? base.hub;
    base.kind = kind ?? base.kind;
  },
  sentence: {
    nameFr: 'Base réaffectée',
    en: ({ base, liquidation, hub, kind, reason }) =>
      say`${{ base }}${where(liquidation, (stays) => say`, ${stays ? 'for' : 'not for'} the liquidation`)}${where(hub, (id) => say`, with ${{ base: id }} as its hub`)}${where(kind, (term) => say`, as ${{ term }}`)}${because.en(reason)}`,
    fr: ({ base, liquidation, hub, kind, reason }) =>
      say`Base ${{ base }}${where(liquidation, (stays) => say`, ${stays ? 'maintenue pour' : 'hors de'} la liquidation`)}${where(hub, (id) => say`, base d’appui : ${{ base: id }}`)}${where(kind, (term) => say`, genre : ${{ term: baseKindsInFrench[term] }}`)}${because.fr(reason)}`,
  },
};

const baseKindsInFrench: Readonly<Record<(typeof baseKinds)[number], string>> = {
  camp: 'camp',
  'temporary-operating-base': 'base opérationnelle temporaire',
  'super-camp': 'grand camp',
  headquarters: 'quartier général',
  'logistics-base': 'base logistique',
  'team-site': 'site d’équipe',
  other: 'autre',
};

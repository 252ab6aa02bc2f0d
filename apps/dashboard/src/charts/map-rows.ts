import type { BaseItem, ConvoyItem } from '../api/documents.js';
import { t } from '../words/words.js';

/** A base whose place is known. */
export type PlacedBase = BaseItem & { location: { lat: number; lon: number } };

/** The bases that a map can show. */
export const placed = (bases: readonly BaseItem[]): PlacedBase[] =>
  bases.filter((base): base is PlacedBase => base.location !== undefined);

/** Convoys that have left and not arrived. */
export const onTheRoad = (convoys: readonly ConvoyItem[]): ConvoyItem[] =>
  convoys.filter(({ departed, arrived, state }) => departed && !arrived && state !== 'turned-back');

/** Where a convoy goes. */
export const destination = ({ to, toPlace }: ConvoyItem): string | undefined =>
  to === 'abroad' ? (toPlace ?? t('abroad')) : to;

import type { FigureKind } from '#libs/domain';

/** By the kinds of figures that entries change: which of them may change which kind of figure. It is asked after no other entry. */
type Kinds = readonly FigureKind[];

/** Entries that tell or revise losses. */
export const tolls: Kinds = ['losses'];

/** Entries that may move people across the mission's border, or state its totals. */
export const crossing: Kinds = ['baseline', 'crossings', 'totals', ...tolls];

/** Entries that may move people at all. */
export const moving: Kinds = [...crossing, 'garrisons', 'transfers'];

/** Entries that tell of a convoy's way. */
export const ways: Kinds = ['ways'];

/** Entries that tell who sets out with a convoy. */
export const settingOut: Kinds = ['setting-out'];

/** Entries that tell of attacks on a leg, or where that leaves from. */
export const attacksOnLegs: Kinds = [...tolls, ...ways];

/** Entries that may end the holding of a base, or begin it. */
export const holding: Kinds = ['bases'];

/** Entries that plan when bases are left. */
export const planning: Kinds = ['plans'];

/** Entries about equipment. */
export const stock: Kinds = ['equipment'];

/** Entries about the mission itself. */
export const founding: Kinds = ['mission'];

/** The kinds of tables that are imported. */
export const kindNames = ['bases', 'schedule', 'departures', 'strength', 'convoys'] as const;

export type KindName = (typeof kindNames)[number];

import { views, type Language, type MissionState } from '#libs/domain';

/** The views on which a dry run shows what would change. */
export interface Drawn {
  summary: object;
  bases: object;
}

/** Draws them for an instant (milliseconds since 1970); nothing is shown of a mission that is not open. */
export const drawn = (state: MissionState, at: number, language: Language): Drawn =>
  state.mission
    ? { summary: views.summary(state, { at, language }), bases: views.bases(state, { at, language }) }
    : { summary: {}, bases: {} };

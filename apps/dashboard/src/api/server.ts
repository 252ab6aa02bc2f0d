import { DrawdownClient, type MissionClient } from '#libs/client';
import { language } from '../place.js';

/** The server that this page came from. */
export const server = new DrawdownClient({ url: '', language: () => language.value });

/** A mission of it; without an id, one that no server has. */
export const missionOf = (id: string | undefined): MissionClient => server.mission(id ?? '');

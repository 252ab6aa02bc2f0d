import type { BatchLine } from './documents.js';
import { NotDrawdown } from './problems.js';

/** Commands under a name, of which somebody asks what they would come to. */
export interface Scenario {
  name: string;
  commands: readonly BatchLine[];
}

/** Scenarios, and the revision that they are decided on: the newest without it. */
export interface Scenarios {
  base?: number;
  scenarios: readonly Scenario[];
}

/** A figure that differs. Without `from` (or `to`) it is not there now (or would not be). */
export interface Differing {
  pointer: string;
  from?: unknown;
  to?: unknown;
}

/** What a command of a scenario comes to. */
export type TriedCommand =
  | { command: string; outcome: 'recorded'; sentence: string; needsSecond: boolean; warnings: { text: string }[] }
  | { command: string; outcome: 'refused'; problem: { type: string; title: string; detail: string } };

/** What a scenario would change. */
export interface TriedScenario {
  name: string;
  mark: 'SCENARIO';
  sentence: string;
  recorded: number;
  refused: number;
  commands: TriedCommand[];
  /** What a planner looks at first, as it is now and as it would be. */
  figures: { name: string; kind: string; was: string | number | null; is: string | number | null }[];
  /** By answer: summary, schedule, burndown ... */
  differences: Record<string, Differing[]>;
}

/** Scenarios side by side. */
export interface TriedScenarios {
  mission: string;
  mark: 'SCENARIO';
  revision: number;
  newest: number;
  scenarios: TriedScenario[];
}

/** A scenario that is to be recorded; or proposed, with a reason. */
export interface ToApply extends Omit<Scenario, 'name'> {
  base?: number;
  name?: string;
  propose?: boolean;
  reason?: string;
  expiresAt?: string;
}

const opening = '#scenario=';

/**
 * A link that shows somebody else the same: it holds the commands and the base, and is decided anew when it is opened. They
 * stand behind `#`, which browsers send to nobody.
 */
export function scenarioLink(server: string, mission: string, scenarios: Scenarios): string {
  const bytes = new TextEncoder().encode(JSON.stringify(scenarios));
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  const held = text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  return `${server}/?mission=${encodeURIComponent(mission)}${opening}${held}`;
}

/** Whether a text is such a link. */
export const isScenarioLink = (text: string): boolean => text.includes(opening);

/** What a link holds. Throws NotDrawdown if it holds no scenarios. */
export function readScenarioLink(link: string): unknown {
  const held = link.slice(link.indexOf(opening) + opening.length);
  try {
    const bytes = Uint8Array.from(atob(held.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch {
    throw new NotDrawdown('This link holds no scenarios. It may have been cut short: copy all of it.');
  }
}

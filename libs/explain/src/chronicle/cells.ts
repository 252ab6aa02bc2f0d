import type { Measure } from '#libs/domain';
import { isSame } from '../figures.js';

/** By which names a chronicle keeps the figures that are followed through the fold: one name, one figure of the state. */
export const cells = {
  /** A measure of the whole mission, by node of the population. */
  measure: (measure: Measure, node: string): string => `${measure} of ${node}`,
  /** The people of a node in an account. */
  held: (account: string, node: string): string => `in ${account} ${node}`,
  /** A line of who is at a place. */
  line: (account: string, node: string): string => `line ${account} ${node}`,
  /** Whether there is such a line. */
  isLine: (account: string, node: string): string => `is line ${account} ${node}`,
  /** Whether entries have named people of a contributor. */
  isNamed: (code: string): string => `is named ${code}`,
  /** The people of all accounts of a kind. */
  kind: (kind: string): string => `all ${kind}`,
  /** A contributor's people: present or gone. */
  code: (code: string, measure: Measure): string => `${measure} from ${code}`,
  /** A contributor's people at a place, or in another account. */
  whereabouts: (code: string, account: string): string => `from ${code} in ${account}`,
  homeSince: (code: string): string => `home ${code}`,
  lastFigure: (name: 'departed' | 'present'): string => `last figure ${name}`,
  /** By the last total of the mission. */
  total: 'departed by the last total',
  /** By the last entry that people departed by. */
  departedPoint: 'departed by the last point',
  mission: (field: string): string => `mission ${field}`,
  phase: (base: string): string => `phase ${base}`,
  remainingBases: 'remaining bases',
  equipment: (category: string, field: 'category' | 'present' | 'total'): string => `${field} of equipment ${category}`,
  equipmentAt: (category: string, base: string): string => `equipment ${category} at ${base}`,
  attacks: 'attacks',
  attackedConvoys: 'attacked convoys',
  casualties: (what: 'killed' | 'wounded'): string => `all ${what}`,
  convoy: (convoy: string, field: string): string => `convoy ${convoy} ${field}`,
  leg: (convoy: string, leg: number | string, field: string): string => `leg ${leg} of ${convoy} ${field}`,
  /** How often a convoy was attacked on its legs from a base. */
  attacksFrom: (base: string, convoy: string): string => `attacks on ${convoy} from ${base}`,
  incident: (revision: number, field: string): string => `incident ${revision} ${field}`,
  /** Of several lines of the same people in a toll the nth. */
  toll: (revision: number, people: string, nth: number, what: 'killed' | 'wounded'): string =>
    `toll ${revision} ${people} ${nth} ${what}`,
} as const;

/** Takes what a figure is now. */
export type SetCell = (cell: string, value: unknown) => void;

/** A figure that is looked at after most entries: its name is put together once, and what it is told only where it is something else. */
export class Cell {
  private last: unknown;

  constructor(
    private readonly name: string,
    private readonly set: SetCell,
  ) {}

  /** Takes what it is now. */
  is(value: unknown): void {
    if (isSame(this.last, value)) return;
    this.last = value;
    this.set(this.name, value);
  }
}

/** What entries say of a convoy's way, on each of its legs. */
export const wayFields = ['state', 'mode', 'from', 'to', 'toPlace', 'departsOn', 'plannedLines', 'vehicles'] as const;

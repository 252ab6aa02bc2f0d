/** The kinds of figures that entries change, and how: what is kept up to date or explained goes by them, never by entry types. */
export type FigureKind =
  /** The mission's own terms: its name, start and deadline. */
  | 'mission'
  /** The strength with which the withdrawal begins. */
  | 'baseline'
  /** People who may cross the mission's border, or be on a way that ends behind it. */
  | 'crossings'
  /** People who move from one place of the mission to another. */
  | 'transfers'
  /** Those who are in a base when it is established. */
  | 'garrisons'
  /** Those aboard a convoy, and so the places on its way, which need not be named. */
  | 'aboard'
  /** Who sets out with a convoy, or did. */
  | 'setting-out'
  /** Totals of people as somebody stated them. */
  | 'totals'
  /** A new attack or incident, with its losses. */
  | 'incidents'
  /** Losses, also of an earlier attack or incident. */
  | 'losses'
  /** The way of a convoy. */
  | 'ways'
  /** Whether a base is one that remains. */
  | 'bases'
  /** When a base is to be left. */
  | 'plans'
  | 'equipment';

/** There is no such revision to decide on, or it is too far behind. */
export interface NoBase {
  kind: 'no-base';
  newest: number;
  oldest: number;
}

/** So many entries a scenario's base may be behind: whoever has not looked for longer begins with what is so now. */
const behindMax = 1000;

/** Why scenarios cannot be decided on a revision; undefined if they can. */
export function noBase(base: number, newest: number): NoBase | undefined {
  const oldest = Math.max(0, newest - behindMax);
  return base > newest || base < oldest ? { kind: 'no-base', newest, oldest } : undefined;
}

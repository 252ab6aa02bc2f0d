/** That whoever sends a command may not: it is no slip of their own, or decides about orders that are not theirs to give. */
export interface Forbidden {
  kind: 'forbidden';
  why: 'not-own' | 'not-theirs';
}

/** Says no to who asks, whatever is asked. */
export const forbidden = (why: Forbidden['why']): Forbidden => ({ kind: 'forbidden', why });

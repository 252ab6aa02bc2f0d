/** Who may read a field: everybody; who may see movements to come; who may see why something was ordered; who may see sources. */
export const labels = ['open', 'movement', 'reason', 'source'] as const;

export type Label = (typeof labels)[number];

/** A figure that everybody may read although what is hidden is behind it, and why. */
export interface Declassified {
  readonly declassified: string;
}

/** What is declassified: the one list. All other figures have the labels of what they are made from. */
export const declassified = {
  status: { declassified: 'The status of a mission, and the one word for each base.' },
  verdict: { declassified: 'The words of the three verdicts.' },
  counts: { declassified: 'How many bases and convoys are in each state, and how many of them were attacked.' },
  people: {
    declassified:
      'How many people of the whole mission are present, have left, were separated or died, now and on each day so far, and what is worked out of those alone.',
  },
  recorded: { declassified: 'That an entry was recorded, and when.' },
} as const satisfies Record<string, Declassified>;

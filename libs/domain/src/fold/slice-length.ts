/** How many entries are worked on between two yields. */
export const sliceLength = 256;

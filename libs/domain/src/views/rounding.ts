/** To one decimal, as paces are shown. */
export const oneDecimal = (n: number): number => Math.round(n * 10) / 10;

/** Rounds up, but not for what binary fractions add: 100 / (100 / 30) is 30 days. */
export const roundUp = (n: number): number => Math.ceil(n - 1e-6);

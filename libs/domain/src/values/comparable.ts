/** Words that people write in their own way, as they are compared. */

/** A text as it is compared with another: in NFC, without case, with blanks collapsed and none at the ends. */
export const comparable = (text: string): string =>
  // Upper case first: it makes one of letters that have several small forms ("ß" and "ss", "ς" and "σ").
  text.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC').replace(/\s+/gu, ' ').trim();

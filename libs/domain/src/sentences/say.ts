import type { Part, Parts } from './part.js';

/** Makes the parts of a sentence: say`Convoy ${{ convoy: 'c1' }} arrived`. Lists of parts within it are flattened. */
export function say(words: TemplateStringsArray, ...values: readonly (Part | Parts)[]): Parts {
  const parts: Part[] = [];
  words.forEach((text, index) => {
    add(parts, text);
    const value = values[index];
    if (Array.isArray(value)) for (const part of value as Parts) add(parts, part);
    else if (value !== undefined) add(parts, value as Part);
  });
  return parts;
}

function add(parts: Part[], part: Part): void {
  const last = parts.at(-1);
  if (part === '') return;
  if (typeof part === 'string' && typeof last === 'string') parts[parts.length - 1] = `${last}${part}`;
  else parts.push(part);
}

/** What is said of a value if there is one; nothing else. */
export const where = <T>(value: T | undefined, saying: (value: T) => Parts): Parts =>
  value === undefined ? [] : saying(value);

/** Parts one after the other, with words between them: a comma if nothing else is said. */
export const joined = (lists: readonly Parts[], between = ', '): Parts =>
  lists.flatMap((list, index) => (index === 0 ? list : [between, ...list]));

import { Problem } from './problems.js';

const depthMax = 32;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Decodes bytes. Throws a Problem where they are not UTF-8. */
export function textOf(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new Problem('not-utf-8');
  }
}

/**
 * Parses JSON as RFC 8259 and I-JSON (RFC 7493) have it: no key twice in an object, no number that would lose digits,
 * at most 32 levels. JSON.parse alone takes the last of two keys and rounds. Throws a Problem; `at` names the line of a batch.
 */
export function parseStrict(text: string, at: Record<string, unknown> = {}): unknown {
  // Depth first: what is parsed at any depth cannot be written again.
  scan(text, at);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new Problem('not-json', `The body is not JSON: ${(error as Error).message}.`, at);
  }
}

/** One pass over the tokens that matter: brackets, keys and numbers. Texts that are not JSON are left to JSON.parse. */
function scan(text: string, at: Record<string, unknown>): void {
  const keys: (Set<string> | undefined)[] = [];
  const token = /"(?:[^"\\]|\\.)*"|[{}[\]]|-?\d[\d.eE+-]*/gs;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    const [found] = match;
    const first = found[0];
    if (first === '{' || first === '[') {
      if (keys.push(first === '{' ? new Set() : undefined) > depthMax) throw new Problem('too-deep', undefined, at);
    } else if (first === '}' || first === ']') keys.pop();
    else if (first === '"') {
      const open = keys.at(-1);
      if (open && isKey(text, token.lastIndex)) noteKey(open, found, at);
    } else if (found.length > 15 && Number.isInteger(Number(found)) && !Number.isSafeInteger(Number(found))) {
      throw new Problem('unsafe-number', `${found.slice(0, 40)} cannot be kept exactly. Give whole numbers up to 9007199254740991.`, at);
    }
  }
}

/** Whether the string that ends here is followed by a colon. */
function isKey(text: string, from: number): boolean {
  let next = from;
  while (text[next] === ' ' || text[next] === '\n' || text[next] === '\r' || text[next] === '\t') next++;
  return text[next] === ':';
}

function noteKey(open: Set<string>, quoted: string, at: Record<string, unknown>): void {
  let key = quoted;
  if (quoted.includes('\\')) {
    try {
      key = JSON.stringify(JSON.parse(quoted));
    } catch {
      return;
    }
  }
  if (key === '"__proto__"' || open.has(key)) throw new Problem('duplicate-key', `The key ${key.slice(0, 80)} stands twice in one object, or may not be used.`, at);
  open.add(key);
}

import { configure } from 'safe-stable-stringify';

const stringify = configure({ deterministic: true, strict: true });

/** Canonical JSON (RFC 8785) of a value that came out of JSON: the same value has the same bytes everywhere. */
export const canonical = (value: object): string => stringify(value) ?? '';

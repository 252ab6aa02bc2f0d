/** A value as a text for URLs and cookies, which those who carry it need not understand. */
export const opaque = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** What such a text holds; undefined if it is none. */
export function opened(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return undefined;
  }
}

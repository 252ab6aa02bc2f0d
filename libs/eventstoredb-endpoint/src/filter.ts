import { RE2JS } from 're2js';
import type { StoredEntry } from '#libs/event-store';
import { invalid } from './errors.js';
import type { streams } from './generated.js';

type Options = InstanceType<typeof streams.ReadReq.Options>;
type Expression = InstanceType<typeof streams.ReadReq.Options.FilterOptions.Expression>;

/** Most characters that a pattern may have. */
const patternLengthMax = 1000;

/** Most steps that a pattern may be made into: repeats of repeats are written out, so that few characters could make millions. */
const programSizeMax = 10_000;

/** Which entries a reader of all streams wants; all of them without a filter. Throws a ServiceError. */
export function filterOf(options: Options): (entry: StoredEntry) => boolean {
  const filter = options.hasFilter() ? options.getFilter() : undefined;
  const byStream = filter?.getStreamIdentifier();
  if (byStream) return by(byStream, ({ stream }) => stream);
  const byType = filter?.getEventType();
  return byType ? by(byType, ({ type }) => type) : () => true;
}

function by(expression: Expression, nameOf: (entry: StoredEntry) => string): (entry: StoredEntry) => boolean {
  const prefixes = expression.getPrefixList();
  if (prefixes.length > 0) return (entry) => prefixes.some((prefix) => nameOf(entry).startsWith(prefix));
  const matches = matcherOf(expression.getRegex());
  return (entry) => matches(nameOf(entry));
}

/**
 * Finds a pattern in a text, in a time that grows with the text and never faster: whoever reads must not hold up all others.
 * Throws a ServiceError if it is no regular expression of RE2, which knows no look-around and no back-references.
 */
export function matcherOf(pattern: string): (text: string) => boolean {
  if (pattern.length > patternLengthMax)
    throw invalid(`A filter's regular expression may have ${patternLengthMax} characters, not ${pattern.length}.`);
  const told = `"${pattern.slice(0, 200)}"`;
  let regex: RE2JS;
  try {
    regex = RE2JS.compile(pattern);
  } catch (error) {
    throw invalid(
      `${told} is no regular expression that is matched here (RE2: no look-around, no back-references): ${error instanceof Error ? error.message : 'it cannot be read'}.`,
    );
  }
  if (regex.programSize() > programSizeMax)
    throw invalid(`${told} is too large a regular expression: its repeats come to more than ${programSizeMax} steps.`);
  return (text) => regex.test(text);
}

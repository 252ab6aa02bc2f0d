import type { StoredEntry } from '#libs/event-store';
import { invalid } from './errors.js';
import type { streams } from './generated.js';

type Options = InstanceType<typeof streams.ReadReq.Options>;
type Expression = InstanceType<typeof streams.ReadReq.Options.FilterOptions.Expression>;

const regexLengthMax = 1000;

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
  const regex = compiled(expression.getRegex());
  return (entry) => regex.test(nameOf(entry));
}

function compiled(pattern: string): RegExp {
  if (pattern.length > regexLengthMax)
    throw invalid(`a filter's regular expression may have ${regexLengthMax} characters`);
  try {
    return new RegExp(pattern, 'u');
  } catch {
    throw invalid(`"${pattern}" is no regular expression`);
  }
}

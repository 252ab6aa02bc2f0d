/** What an RFC 9457 problem document of the server may hold. */
export interface Problem {
  type?: string;
  title?: string;
  detail?: string;
  pointer?: string;
  figures?: Record<string, unknown>;
  errors?: { pointer: string; detail: string }[];
}

/** Reads a problem document; an empty one where the text is something else. */
export function readProblem(text: string): Problem {
  try {
    const problem: unknown = JSON.parse(text);
    return typeof problem === 'object' && problem !== null ? problem : {};
  } catch {
    return {};
  }
}

/** The code at the end of a problem's type. */
export const codeOf = ({ type }: Problem): string | undefined => type?.split('/').at(-1);

/** What a problem says, in one line: each wrong field, or else the rule and the figures that broke it. */
export function problemInWords(problem: Problem, status: number): string {
  const { title = `HTTP ${status}`, detail, figures = {}, errors = [] } = problem;
  const fields = errors.map((error) => `${error.pointer} ${error.detail}`.trim()).join('; ');
  const known = Object.entries(figures).map(
    ([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  const why = fields || detail;
  return `${title}${why ? `: ${why}` : ''}${known.length > 0 ? ` (${known.join(', ')})` : ''}`;
}

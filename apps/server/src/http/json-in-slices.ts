/** How many elements of a list are written between two yields. */
const elementsPerSlice = 100;

/** An object as JSON. Its lists may have many thousands of elements: it yields within them. */
export function* jsonInSlices(body: object): Generator<undefined, string> {
  const fields: string[] = [];
  for (const [name, value] of Object.entries(body) as [string, unknown][]) {
    if (!Array.isArray(value)) {
      if (value !== undefined) fields.push(`${JSON.stringify(name)}:${JSON.stringify(value)}`);
      continue;
    }
    const elements: string[] = [];
    for (const element of value) if (elements.push(JSON.stringify(element)) % elementsPerSlice === 0) yield undefined;
    fields.push(`${JSON.stringify(name)}:[${elements.join()}]`);
  }
  return `{${fields.join()}}`;
}

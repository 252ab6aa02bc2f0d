import { nameOf } from '../state/people.js';

/** Who did something: the opaque subject that stands in the log, after the name beside it if there is one. */
export function Person({ id }: { id: string }) {
  const name = nameOf(id);
  return name === undefined ? (
    <>{id}</>
  ) : (
    <>
      {name} <span class="quiet">({id})</span>
    </>
  );
}

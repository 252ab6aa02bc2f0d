import { Query } from '@nestjs/cqrs';

/** An answer by its tag, which is not made before it is asked for. */
export interface Made<Document> {
  tag: string;
  made: () => Promise<Document>;
}

/**
 * What the class of a query extends, which holds what it asks about as fields of its own:
 * `class ShowView extends asking<Shown, { asOf: AsOf; view: ViewName }>() {}`.
 */
export function asking<Answer, Asked extends object>(): new (asked: Asked) => Query<Answer> & Readonly<Asked> {
  class Asking extends Query<Answer> {
    constructor(asked: Asked) {
      super();
      Object.assign(this, asked);
    }
  }
  return Asking as new (asked: Asked) => Query<Answer> & Readonly<Asked>;
}

/** The cluster has not answered for as long as we wait. */
export class NoAnswer extends Error {
  constructor(readonly ms: number) {
    super(`no answer for ${ms / 1000} s`);
  }
}

/** A read of the client. Whoever leaves it has to cancel it, or its call stays open at the server. */
interface Call<T> extends AsyncIterable<T> {
  on(event: 'error', listener: () => void): unknown;
  destroy(error: Error): unknown;
  cancel(): Promise<void>;
}

/**
 * What a read tells, one after another. Rejects with NoAnswer if nothing comes for so long: the client itself would wait for
 * ever. Whether it is read to its end or left, its call ends.
 */
export async function* bounded<T>(call: Call<T>, msMax: number): AsyncGenerator<T> {
  let isWaiting = true;
  let isOver = false;
  const late = setTimeout(() => isWaiting && call.destroy(new NoAnswer(msMax)), msMax);
  // The client may fail again after it has failed.
  call.on('error', () => undefined);
  try {
    for await (const told of call) {
      isWaiting = false;
      yield told;
      isWaiting = true;
      late.refresh();
    }
    isOver = true;
  } finally {
    clearTimeout(late);
    if (!isOver) call.cancel().catch(() => undefined);
  }
}

/** An answer, or NoAnswer if it does not come in time. */
export async function inTime<T>(answer: Promise<T>, msMax: number): Promise<T> {
  let late: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    late = setTimeout(() => reject(new NoAnswer(msMax)), msMax);
  });
  try {
    return await Promise.race([answer, tooLate]);
  } finally {
    clearTimeout(late);
    answer.catch(() => undefined);
  }
}

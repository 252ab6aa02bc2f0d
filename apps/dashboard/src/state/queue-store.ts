/** A command as it is kept in this browser until it has been answered. */
export interface KeptCommand {
  key: string;
  /** Who gave it: it is shown to nobody else, and never sent by anybody else. */
  subject: string;
  mission: string;
  command: string;
  body: object;
  ifMatch?: number;
  /** When it was given, RFC 3339. */
  at: string;
  /** Why it was refused, if it was. */
  problem?: string;
}

const table = 'commands';

/** Turns a request of IndexedDB into a promise. */
const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('the browser keeps nothing')));
  });

let opening: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  if (opening) return opening;
  const request = indexedDB.open('drawdown', 1);
  request.addEventListener('upgradeneeded', () => request.result.createObjectStore(table, { keyPath: 'key' }));
  opening = done(request);
  return opening;
}

async function inStore<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const transaction = (await open()).transaction(table, mode, { durability: 'strict' });
  const result = await done(work(transaction.objectStore(table)));
  if (mode === 'readwrite')
    await new Promise<void>((resolve, reject) => {
      transaction.addEventListener('complete', () => resolve());
      transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('the browser keeps nothing')));
    });
  return result;
}

/** Keeps a command; resolves once it is on disk. */
export const keep = async (command: KeptCommand): Promise<void> =>
  void (await inStore('readwrite', (store) => store.put(command)));

/** Forgets a command. */
export const forget = (key: string): Promise<void> => inStore('readwrite', (store) => store.delete(key));

/** Forgets all of them. */
export const forgetAll = (): Promise<void> => inStore('readwrite', (store) => store.clear());

/** All that is kept of somebody, oldest first. */
export async function keptCommands(subject: string): Promise<KeptCommand[]> {
  const all = await inStore<KeptCommand[]>('readonly', (store) => store.getAll());
  return all.filter((one) => one.subject === subject).toSorted((a, b) => (a.at < b.at ? -1 : 1));
}

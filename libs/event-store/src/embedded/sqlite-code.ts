/**
 * SQLite's code of an error (SQLITE_BUSY, SQLITE_FULL ...); undefined if it is another error. The class of the error
 * would not tell: the driver's native part is loaded once per process, its JavaScript maybe more than once.
 */
export function sqliteCodeOf(error: unknown): string | undefined {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' && code.startsWith('SQLITE_') ? code : undefined;
}

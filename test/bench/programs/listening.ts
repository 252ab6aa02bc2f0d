/** Tells the bench where this server listens, and ends it when the bench does. */
export function listening(url: string): void {
  process.on('disconnect', () => process.exit(0));
  process.send?.(url);
}

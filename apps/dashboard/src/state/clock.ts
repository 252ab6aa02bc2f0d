import { signal } from '@preact/signals';

/** The time, in milliseconds since 1970, brought forward every second while the page is seen. */
export const now = signal(Date.now());

/** Starts the clock. */
export function startClock(): void {
  setInterval(() => {
    if (document.visibilityState === 'visible') now.value = Date.now();
  }, 1000);
}

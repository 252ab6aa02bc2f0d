import { StoreUnavailable } from '#libs/event-store';

/** The server ends: what is still read or decided is not worth to be gone on with, and not to be tried again. */
export class ServerClosing extends StoreUnavailable {
  constructor() {
    super('the server is closing');
  }
}

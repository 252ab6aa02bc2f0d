/** The globals of the process itself, which the files of a worker share; what jest changes of them for a file is put back after it. */
export default class NativeEnvironment {
  global = globalThis;
  #console = globalThis.console;
  #exit = Object.getOwnPropertyDescriptor(process, 'exit');

  getVmContext() {
    return null;
  }

  exportConditions() {
    return [];
  }

  async setup() {
    // Node knows the source maps of what it loaded, jest does not.
    Error.prepareStackTrace = undefined;
  }

  async teardown() {
    globalThis.console = this.#console;
    Object.defineProperty(process, 'exit', this.#exit);
  }
}

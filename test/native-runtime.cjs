const hooks = require('node:async_hooks');
const { pathToFileURL } = require('node:url');

const handlersOfCircus = Symbol.for('EVENT_HANDLERS');

/** Which test runs. One runs at a time: Node need not follow each promise for that, which takes longer than most of what is tested. */
class Running {
  #store;

  getStore() {
    return this.#store;
  }

  run(store, work) {
    const before = this.#store;
    this.#store = store;
    const end = () => (this.#store = before);
    try {
      const done = work();
      if (typeof done?.then === 'function') return done.finally(end);
      end();
      return done;
    } catch (error) {
      end();
      throw error;
    }
  }
}

/**
 * Loads spec files by Node's own loader, in place of jest's: what they import is compiled and loaded once in a worker and shared by all its
 * files, where jest makes a context for each file and loads everything again in it. This is what jest-runner and jest-circus ask of a
 * runtime; nothing can be mocked with it.
 */
module.exports = class NativeRuntime {
  unstable_shouldLoadAsEsm() {
    return true;
  }

  unstable_importModule(path) {
    return import(pathToFileURL(path));
  }

  requireModule(path) {
    return require(path);
  }

  /** jest-circus keeps the tests of a file in its modules: each file has its own. */
  requireInternalModule(path) {
    delete globalThis[handlersOfCircus];
    delete require.cache[path];
    const { AsyncLocalStorage } = hooks;
    hooks.AsyncLocalStorage = Running;
    try {
      return require(path);
    } finally {
      hooks.AsyncLocalStorage = AsyncLocalStorage;
    }
  }

  getSourceMaps() {
    return new Map();
  }

  getAllCoverageInfoCopy() {}
  setGlobalsForRuntime() {}
  enterTestCode() {}
  leaveTestCode() {}
  teardown() {}
};

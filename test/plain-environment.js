import { TestEnvironment } from 'jest-environment-node';
import { constants, createContext } from 'node:vm';

/**
 * The environment of jest for Node, whose globals are plain properties. In its own, each use of `Number` or `Math` asks an interceptor
 * and a proxy, by which what counts much ran four times slower in tests than it does.
 */
export default class PlainEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    const plain = createContext(constants.DONT_CONTEXTIFY);
    for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(this.global)))
      if (!Object.hasOwn(plain, name)) Object.defineProperty(plain, name, descriptor);
    plain.global = plain;
    for (const name of ['ArrayBuffer', 'Uint8Array', 'Symbol']) plain[name] = this.global[name];
    plain.Error.stackTraceLimit = 100;
    this.context = plain;
    this.global = plain;
  }
}

import { isDeepStrictEqual } from 'node:util';
import { createPatch, type Operation } from 'rfc6902';
import { isObject } from '#libs/strict-json';
import type { Pointer } from 'rfc6902/pointer.js';

/** What turns one JSON document into another (RFC 6902). */
export const patchOf = (before: object, after: object): Operation[] => createPatch(before, after, compare);

/** Names that clients of JavaScript refuse in a pointer, or take for something else. */
const unsafe = ['__proto__', 'constructor', 'prototype'];

/** Objects with such names are replaced whole; all others are left to the library. */
function compare(before: unknown, after: unknown, pointer: Pointer): Operation[] | undefined {
  if (!isObject(before) || !isObject(after)) return diffLists(before, after, pointer);
  if (!unsafe.some((name) => Object.hasOwn(before, name) || Object.hasOwn(after, name))) return undefined;
  return isDeepStrictEqual(before, after) ? [] : [{ op: 'replace', path: pointer.toString(), value: after }];
}

/**
 * Lists are compared place by place. The library would look for the shortest edit, which takes time by the product of
 * both lengths: a burndown of years would hold up everybody.
 */
function diffLists(before: unknown, after: unknown, pointer: Pointer): Operation[] | undefined {
  if (!Array.isArray(before) || !Array.isArray(after)) return undefined;
  const operations: Operation[] = [];
  const shared = Math.min(before.length, after.length);
  for (let index = 0; index < shared; index++) {
    const place = pointer.add(String(index)).toString();
    for (const operation of createPatch(before[index], after[index], compare))
      operations.push({ ...operation, path: `${place}${operation.path}` });
  }
  for (let index = before.length - 1; index >= shared; index--)
    operations.push({ op: 'remove', path: pointer.add(String(index)).toString() });
  for (const value of after.slice(shared) as unknown[])
    operations.push({ op: 'add', path: pointer.add('-').toString(), value });
  return operations;
}

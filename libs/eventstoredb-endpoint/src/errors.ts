import { Metadata, status, type ServiceError } from '@grpc/grpc-js';

/** An error of the protocol: clients go by the trailer `exception` first, then by the status. */
export function failure(
  code: status,
  details: string,
  exception?: string,
  more: Record<string, string> = {},
): ServiceError {
  const metadata = new Metadata();
  if (exception !== undefined) metadata.set('exception', exception);
  // A trailer is printable ASCII; a name need not be.
  for (const [name, value] of Object.entries(more)) metadata.set(name, value.replace(/[^ -~]/g, '?'));
  return Object.assign(new Error(details), { code, details, metadata });
}

/** An append from outside would go past the rules of the domain. */
export const appendDenied = (): ServiceError =>
  failure(
    status.PERMISSION_DENIED,
    'This endpoint is for reading: orders and reports are given over HTTP. Start the server with --eventstoredb-append to let servers that share this log append.',
    'access-denied',
  );

/** Of a mission nothing is ever removed. */
export const immutable = (): ServiceError =>
  failure(
    status.PERMISSION_DENIED,
    'This log is immutable: streams of missions cannot be deleted. A later entry corrects or retracts an earlier one.',
    'access-denied',
  );

/** The stream was deleted for good. */
export const streamDeleted = (stream: string): ServiceError =>
  failure(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, 'stream-deleted', {
    'stream-name': stream,
  });

/** The server ends: the client may ask another one, or this one again when it is back. */
export const closing = (): ServiceError => failure(status.UNAVAILABLE, 'Server Is Shutting Down');

/** An append is larger than one may be, or one event of it than an entry may be. */
export const tooLarge = (bytesMax: number): ServiceError =>
  failure(status.INVALID_ARGUMENT, `Maximum Append Size of ${bytesMax} Exceeded.`, 'maximum-append-size-exceeded', {
    'maximum-append-size': String(bytesMax),
  });

/** Every event says its type and the type of its data. Throws a ServiceError. */
export function propertyMissing(name: string): never {
  throw failure(
    status.INVALID_ARGUMENT,
    `Required Metadata Property '${name}' is missing`,
    'missing-required-metadata-property',
    { 'required-metadata-properties': 'type,content-type' },
  );
}

/** A request that makes no sense. */
export const invalid = (details: string): ServiceError => failure(status.INVALID_ARGUMENT, details, 'invalid-argument');

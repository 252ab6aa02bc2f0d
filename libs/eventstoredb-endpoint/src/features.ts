import { features, featuresService } from './generated.js';
import type { UntypedServiceImplementation } from '@grpc/grpc-js';
import { made } from './made.js';

/** The release whose protocol is spoken, in three parts as real servers say it: clients ask for it, and look for methods below. */
const protocolVersion = '23.10.0';

/** The methods that are served; groups may be on a stream and on all. */
const methods: Readonly<Record<string, { names: string[]; features: string[] }>> = {
  'event_store.client.streams.streams': {
    names: ['read', 'append', 'batchappend', 'delete', 'tombstone'],
    features: [],
  },
  'event_store.client.persistent_subscriptions.persistentsubscriptions': {
    names: ['create', 'update', 'delete', 'read', 'getinfo', 'replayparked', 'list', 'restartsubsystem'],
    features: ['stream', 'all'],
  },
  'event_store.client.gossip.gossip': { names: ['read'], features: [] },
};

/** The service by which clients learn what they may ask for. */
export const featureCalls = (): [typeof featuresService.ServerFeaturesService, UntypedServiceImplementation] => [
  featuresService.ServerFeaturesService,
  {
    getSupportedMethods: (_call: unknown, callback: (error: null, answer: object) => void) =>
      callback(null, supported()),
  },
];

function supported(): object {
  const methodsList = Object.entries(methods).flatMap(([serviceName, { names, features: featuresList }]) =>
    names.map((methodName) => made(features.SupportedMethod, { serviceName, methodName, featuresList })),
  );
  return made(features.SupportedMethods, { eventStoreServerVersion: protocolVersion, methodsList });
}

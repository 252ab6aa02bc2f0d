import { experimental, ServerCredentials } from '@grpc/grpc-js';

/** A certificate that may change while it is served. */
export interface Certificates {
  readonly current: { cert: Buffer; key: Buffer };
  follow(take: (pair: { cert: Buffer; key: Buffer }) => void): void;
}

type Provider = Parameters<typeof experimental.createCertificateProviderServerCredentials>[0];

/** How a server shows who it is: by its newest certificate, or not at all. */
export function credentialsOf(certificates: Certificates | undefined): ServerCredentials {
  if (!certificates) return ServerCredentials.createInsecure();
  const provider: Provider = {
    addCaCertificateListener: () => undefined,
    removeCaCertificateListener: () => undefined,
    addIdentityCertificateListener(listener) {
      const take = ({ cert, key }: Certificates['current']): void => listener({ certificate: cert, privateKey: key });
      // It is listened to once this call is over.
      queueMicrotask(() => take(certificates.current));
      certificates.follow(take);
    },
    removeIdentityCertificateListener: () => undefined,
  };
  return experimental.createCertificateProviderServerCredentials(provider, null, false);
}

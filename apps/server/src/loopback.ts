const hosts: ReadonlySet<string> = new Set(['127.0.0.1', '::1', 'localhost']);

/** Whether an address to listen on is reached from this machine alone. */
export const isLoopback = (host: string): boolean => hosts.has(host);

/** The same of a host name as URLs and requests have it: with brackets around an address of IPv6. */
export const isLoopbackName = (name: string): boolean => isLoopback(name === '[::1]' ? '::1' : name);

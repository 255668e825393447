/** Longest that a TLS handshake may take, in milliseconds. */
export const HANDSHAKE_MS = 10_000;

/** What one connection of HTTP/2 may have open at once; Node itself sets no limit. */
export const HTTP2_SETTINGS = { maxConcurrentStreams: 256 } as const;

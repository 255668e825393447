/** Longest that a TLS handshake may take, in milliseconds. */
export const HANDSHAKE_MS = 10_000;

/** What one connection of HTTP/2 may have open at once, where Node itself sets no limit, and headers as large as those of HTTP/1.1. */
export const HTTP2_SETTINGS = { maxConcurrentStreams: 256, maxHeaderListSize: 16_384 } as const;

/** How the live connection of a client is. */
export interface ConnectionStatus {
  /** `local`: there is no connection, as the page has the data itself. */
  readonly state: 'idle' | 'connecting' | 'live' | 'reconnecting' | 'closed' | 'local';
  /** Since when, epoch milliseconds. */
  readonly since: number;
}

/** What an element needs of a client to tell how its connection is. */
export interface LiveClient {
  readonly live: {
    readonly status: ConnectionStatus;
    /** Calls the listener with every later status; returns a function that stops it. */
    onStatus(listener: (status: ConnectionStatus) => void): () => void;
  };
}

/** An S3 server that runs, or is stopped for a while. */
export interface S3Server extends AsyncDisposable {
  /** `s3://BUCKET?endpoint=…`, the same after a stop. */
  readonly url: string;
  /** `http://127.0.0.1:PORT`. */
  readonly endpoint: string;
  /** The folder that the bucket's objects are files in. */
  readonly folder: string;
  /** Starts it again after a stop, with what it had. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** What clients of the server sign with: it is for tests and development only. */
export const S3_CREDENTIALS: { readonly accessKeyId: string; readonly secretAccessKey: string };
export const S3_BUCKET: string;

/** Why no server can be started without a download, or undefined where one can. */
export function s3Missing(): string | undefined;

/** Starts an S3Proxy on 127.0.0.1 with one bucket, whose objects are files. Gets its jars first where they are missing. */
export function startS3(options?: { readonly port?: number; readonly folder?: string }): Promise<S3Server>;

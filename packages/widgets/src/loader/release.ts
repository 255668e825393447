/** One build of the elements: what a loader loads, and what the content of each file has to be. */
export interface Release {
  /** Folder of the files: the version and a hash of the content, such as `1.2.0-5f3a09c1`. */
  readonly name: string;
  /** By name of the element, which of the files it needs before it is there. */
  readonly elements: Readonly<Record<string, readonly number[]>>;
  /** Each with its hash, SHA-256 in base64, and after those that it imports. */
  readonly files: readonly (readonly [path: string, hash: string])[];
}

/** This release: the build of the bundles puts another in its place, which knows the files that it has made. */
export const release: Release = { name: '', elements: {}, files: [] };

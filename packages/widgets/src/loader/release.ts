/** One build of the elements: what a loader loads, and what the content of each file has to be. */
export interface Release {
  /** Folder of the files: the version and a hash of the content, such as `1.2.0-5f3a09c1`. */
  readonly name: string;
  /** By name of the element, the hash of its script, `<name>.js`, and which of the parts that imports before it runs. */
  readonly elements: Readonly<Record<string, readonly [hash: string, ...needs: number[]]>>;
  /** Each with its hash, below `parts`. A hash is SHA-256 in base64. */
  readonly parts: readonly (readonly [file: string, hash: string])[];
}

/** This release: the build of the bundles puts another in its place, which knows the files that it has made. */
export const release: Release = { name: '', elements: {}, parts: [] };

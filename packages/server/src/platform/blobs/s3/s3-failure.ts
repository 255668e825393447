import { S3ServiceException } from '@aws-sdk/client-s3';
import { BlobStoreUnavailableError } from '../blob-errors.ts';

/**
 * What a failed request comes to: a store that refuses is wrongly set up, and says so; any other failure may pass by itself.
 */
export function s3Failure(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  if (!(error instanceof S3ServiceException)) {
    if (error.name === 'CredentialsProviderError')
      return new Error(
        'There are no credentials for the object store: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
        { cause: error },
      );
    return new BlobStoreUnavailableError(error.message || error.name, { cause: error });
  }
  const status = error.$metadata.httpStatusCode;
  const about = `${error.name}${status === undefined ? '' : ` (${status})`}`;
  const isRefusal = status !== undefined && status < 500 && status !== 429 && status !== 408;
  if (isRefusal || isNotImplemented(error))
    return new Error(`The object store refuses: ${about}. ${error.message}`, { cause: error });
  return new BlobStoreUnavailableError(about, { cause: error });
}

/** The store does not know what was asked of it. */
export function isNotImplemented(error: unknown): boolean {
  return error instanceof S3ServiceException && error.$metadata.httpStatusCode === 501;
}

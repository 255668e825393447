import type { ErrorCode } from '../errors/error-code.ts';
import { WattletError } from '../errors/wattlet-error.ts';
import type { Cancellable } from '../transport/call.ts';
import type { ChatAttachment } from './chat-message.ts';

/** Largest file, in bytes. */
export const MAX_FILE_BYTES = 10_000_000;

/** What came of putting bytes somewhere. */
export interface PutResult {
  /** HTTP status. */
  readonly status: number;
  /** The answer as text. */
  readonly body: string;
}

/** Puts bytes to an address. Rejects where nothing answers, and when the signal aborts. */
export type PutBytes = (
  url: string,
  file: Blob,
  options: { readonly signal: AbortSignal | undefined; readonly onProgress: (share: number) => void },
) => Promise<PutResult>;

/** How to upload a file. */
export interface UploadOptions extends Cancellable {
  /** Told how much has been sent, 0 to 1. */
  readonly onProgress?: (share: number) => void;
  /** Puts the bytes; by `fetch`, which tells no progress, unless given. */
  readonly put?: PutBytes;
}

const CODES: Readonly<Record<number, ErrorCode>> = {
  400: 'invalid_argument',
  401: 'unauthenticated',
  403: 'permission_denied',
  404: 'not_found',
  412: 'failed_precondition',
  413: 'invalid_argument',
  429: 'resource_exhausted',
  502: 'unavailable',
  503: 'unavailable',
  504: 'unavailable',
};

/**
 * Puts a file where the server wants it.
 *
 * @returns it as the server has found it to be
 * @throws WattletError what was refused, by the server or for its size
 */
export async function uploadFile(
  { attachmentId, url }: { readonly attachmentId: string; readonly url: string },
  file: File,
  { put = putByFetch, signal, onProgress = () => undefined }: UploadOptions,
): Promise<ChatAttachment> {
  const { status, body } = await put(url, file, { signal, onProgress }).catch((cause: unknown) => {
    if (signal?.aborted) throw WattletError.from(signal.reason);
    throw new WattletError('unavailable', 'The file did not arrive', { cause });
  });
  const answer = fieldsOf(body);
  if (status !== 200) {
    const { detail = `The file was refused with status ${status}`, reason } = answer;
    throw new WattletError(
      CODES[status] ?? 'unknown',
      String(detail),
      typeof reason === 'string' ? { reason } : {},
    );
  }
  const { mediaType = file.type, sizeBytes = file.size, width, height } = answer;
  return {
    ...{ attachmentId, fileName: file.name, mediaType: String(mediaType), sizeBytes: Number(sizeBytes) },
    ...(typeof width === 'number' && typeof height === 'number' ? { width, height } : {}),
  };
}

/** Puts bytes by `fetch`, which tells no progress. */
export const putByFetch: PutBytes = async (url, file, { signal, onProgress }) => {
  const response = await fetch(url, {
    method: 'PUT',
    body: file,
    credentials: 'omit',
    signal: signal ?? null,
  });
  const body = await response.text();
  onProgress(1);
  return { status: response.status, body };
};

function fieldsOf(body: string): { readonly [name: string]: unknown } {
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
  } catch {
    // What stands between may answer in words of its own.
    return {};
  }
}

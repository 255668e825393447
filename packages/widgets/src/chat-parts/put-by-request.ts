import type { PutBytes } from '@wattlet/sdk';

/** Puts bytes by XMLHttpRequest, which unlike `fetch` tells how much of them has been sent. */
export const putByRequest: PutBytes = (url, file, { signal, onProgress }) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', url);
    request.upload.onprogress = ({ loaded, total, lengthComputable }) => {
      if (lengthComputable && total > 0) onProgress(loaded / total);
    };
    request.onload = () => resolve({ status: request.status, body: request.responseText });
    request.onerror = () => reject(new Error('Nothing answered the upload'));
    request.onabort = () => reject(new DOMException('The upload was given up', 'AbortError'));
    const abort = () => request.abort();
    signal?.addEventListener('abort', abort, { once: true });
    request.onloadend = () => signal?.removeEventListener('abort', abort);
    if (signal?.aborted) reject(new DOMException('The upload was given up', 'AbortError'));
    else request.send(file);
  });

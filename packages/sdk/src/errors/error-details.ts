import { type Fields, readFields } from './read-fields.ts';

/** One field of a request that the server did not accept. */
export interface Violation {
  /** Path of the field in the request, for example `selector.area` or `topics[2].series.range`. */
  readonly field: string;
  /** What is wrong with it. */
  readonly message: string;
}

/** What the details of an error say, as far as the SDK understands them. */
export interface ErrorDetails {
  readonly violations: readonly Violation[];
  readonly reason?: string;
  readonly requestId?: string;
  readonly retryAfterMs?: number;
}

/** A detail as it arrives: the name of its message and its bytes. */
export interface RawDetail {
  readonly type: string;
  readonly value: Uint8Array;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Found = Mutable<ErrorDetails> & { violations: Violation[] };

/** Field numbers of google/rpc/error_details.proto and buf/validate/validate.proto. */
const READERS: Readonly<Record<string, (fields: Fields, found: Found) => void>> = {
  'google.rpc.BadRequest': (fields, found) => {
    for (const violation of fields.messages(1)) {
      addViolation(found, violation.text(1) ?? '', violation.text(2) ?? '');
    }
  },
  'buf.validate.Violations': (fields, found) => {
    for (const violation of fields.messages(1)) {
      const message = violation.text(3) || (violation.text(2) ?? '');
      addViolation(found, fieldPath(violation.messages(5)[0]), message);
    }
  },
  'google.rpc.ErrorInfo': (fields, found) => {
    const reason = fields.text(1);
    if (reason) found.reason = reason;
  },
  'google.rpc.RequestInfo': (fields, found) => {
    const requestId = fields.text(1);
    if (requestId) found.requestId = requestId;
  },
  'google.rpc.RetryInfo': (fields, found) => {
    const [delay] = fields.messages(1);
    if (!delay) return;
    found.retryAfterMs = Number(delay.integer(1) ?? 0n) * 1000 + Number(delay.integer(2) ?? 0n) / 1e6;
  },
};

/** Reads the details of an error. Details of other types, and bytes that cannot be read, are left out. */
export function readErrorDetails(details: readonly RawDetail[]): ErrorDetails {
  const found: Found = { violations: [] };
  for (const { type, value } of details) {
    const fields = READERS[type] && parse(value);
    if (fields) READERS[type]?.(fields, found);
  }
  return found;
}

function parse(value: Uint8Array): Fields | undefined {
  try {
    return readFields(value);
  } catch {
    // A detail only explains an error. One that is garbled must not hide the error itself.
    return undefined;
  }
}

/** A server may say the same in both formats; it is one violation. */
function addViolation(found: Found, field: string, message: string): void {
  if (!found.violations.some((known) => known.field === field && known.message === message)) {
    found.violations.push({ field, message });
  }
}

/** Prints a buf.validate.FieldPath. */
function fieldPath(path: Fields | undefined): string {
  const elements = path?.messages(1) ?? [];
  return elements
    .map((element) => {
      const index = element.integer(6);
      const key = element.text(10);
      if (index !== undefined) return `${element.text(2)}[${index}]`;
      return key === undefined ? element.text(2) : `${element.text(2)}[${JSON.stringify(key)}]`;
    })
    .join('.');
}

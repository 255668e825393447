import { TextSigner } from './text-signer.ts';

/** How long a visitor may come back, in milliseconds: 90 days. */
export const VISIT_MS = 90 * 86_400_000;

/** A visitor of a site, by what their token says. */
export interface Visit {
  readonly siteId: string;
  /** Made up for the visit. */
  readonly visitorId: string;
  readonly expiresAt: Date;
}

const TOKEN = /^visit_([0-9a-f]{32})([0-9a-f]{32})([0-9a-z]{1,9})_([\w-]{43})$/;

/** Signs and reads the tokens of visitors: `visit_`, site, visitor and end, and an HMAC-SHA-256 of these. */
export class VisitTokens {
  readonly #signer: TextSigner;

  /** @param key 32 bytes, the same on every node. */
  constructor(key: Buffer) {
    this.#signer = new TextSigner(key);
  }

  sign({ siteId, visitorId, expiresAt }: Visit): string {
    const seconds = Math.floor(expiresAt.getTime() / 1000).toString(36);
    const claims = `${bare(siteId)}${bare(visitorId)}${seconds}`;
    return `visit_${claims}_${this.#signer.sign(claims)}`;
  }

  /** What a token says; undefined for one that this server did not sign. Whether it has expired is for the caller. */
  read(token: string): Visit | undefined {
    const [, site, visitor, seconds, signature] = TOKEN.exec(token) ?? [];
    if (site === undefined || visitor === undefined || seconds === undefined || signature === undefined)
      return undefined;
    if (!this.#signer.accepts(`${site}${visitor}${seconds}`, signature)) return undefined;
    const expiresAt = new Date(Number.parseInt(seconds, 36) * 1000);
    return { siteId: uuid(site), visitorId: uuid(visitor), expiresAt };
  }
}

/** Whether a bearer has the form of a visitor's token. */
export const looksLikeVisit = (bearer: string): boolean => bearer.startsWith('visit_');

/** The external subject of a visitor's account. */
export const subjectOfVisitor = (visitorId: string): string => `visitor:${visitorId}`;

const bare = (id: string): string => id.replaceAll('-', '');
const uuid = (hex: string): string => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

import { expect } from '@open-wc/testing';

/** What a careful utility allows: its own files, no inline style or script, Trusted Types with Lit's policy. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
].join('; ');

const page = new URL('../testing/strict-map-page.ts', import.meta.url).href;

/** Loads a page under the policy, with these attributes of its body, and resolves with what violated it. */
async function violationsOf(attributes: string): Promise<string[]> {
  const frame = document.createElement('iframe');
  const told = new Promise<string[]>((resolve) => {
    window.addEventListener(
      'message',
      ({ data, source }) => source === frame.contentWindow && resolve(data.violations),
    );
  });
  frame.srcdoc = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${POLICY}"><body ${attributes}><script type="module" src="${page}"></script>`;
  frame.width = '500';
  document.body.append(frame);
  const violations = await told;
  frame.remove();
  return violations;
}

describe('<energy-map> under a strict content security policy', () => {
  it('violates nothing while it loads, draws and is read', async () => {
    expect(await violationsOf('')).to.deep.equal([]);
  });

  it('would be caught if it did', async () => {
    const [violation] = await violationsOf('data-broken');
    expect(violation).to.match(/^style-src-attr/);
  });
});

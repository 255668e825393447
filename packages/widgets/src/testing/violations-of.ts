/** What a careful utility allows: its own files, no inline style or script, Trusted Types with Lit's policy. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
].join('; ');

/**
 * Loads a page's script under a strict policy, with these attributes of its body, and resolves with what violated it.
 *
 * @param script address of a module that posts `{ violations }` to its parent in the end
 */
export async function violationsOf(script: string, attributes: string): Promise<string[]> {
  const frame = document.createElement('iframe');
  const told = new Promise<string[]>((resolve) => {
    window.addEventListener(
      'message',
      ({ data, source }) => source === frame.contentWindow && resolve(data.violations),
    );
  });
  frame.srcdoc = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${POLICY}"><body ${attributes}><script type="module" src="${script}"></script>`;
  frame.width = '500';
  document.body.append(frame);
  const violations = await told;
  frame.remove();
  return violations;
}

import { html, nothing, type TemplateResult } from 'lit';
import { returnAddress } from '../../router/return-address.ts';
import { providerName } from './provider-name.ts';
import { signInWords } from './sign-in-words.ts';

/** Ways to sign in beside a password; each comes back to where the person wanted to go. */
export function renderProviders(providers: readonly string[], url: URL): TemplateResult | typeof nothing {
  if (providers.length === 0) return nothing;
  const { or, with: continueWith } = signInWords.words.signIn;
  const query = new URLSearchParams({ return_to: returnAddress(url, '/home') });
  return html`<p class="or">${or}</p>
    ${providers.map(
      (provider) =>
        html`<a class="button" href=${`/auth/${encodeURIComponent(provider)}/start?${query}`}>
          ${continueWith(providerName(provider))}
        </a>`,
    )}`;
}

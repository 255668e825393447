import './sign-in-form.ts';
import { html } from 'lit';
import type { Page } from '../../router/route.ts';
import { signInWords } from './sign-in-words.ts';

/** Signing in. */
export const page: Page = {
  title: () => signInWords.words.signIn.title,
  render: (request, portal) => html`<sign-in-form .request=${request} .portal=${portal}></sign-in-form>`,
};

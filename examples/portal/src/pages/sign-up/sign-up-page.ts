import './sign-up-form.ts';
import { html } from 'lit';
import type { Page } from '../../router/route.ts';
import { signInWords } from '../sign-in/sign-in-words.ts';

/** Making an account. */
export const page: Page = {
  title: () => signInWords.words.signUp.title,
  render: (request, portal) => html`<sign-up-form .request=${request} .portal=${portal}></sign-up-form>`,
};

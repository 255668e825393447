import './set-password-form.ts';
import { html } from 'lit';
import type { Page } from '../../router/route.ts';
import { signInWords } from './sign-in-words.ts';

/** Setting a password by a link that an administrator has made: `/set-password#<token>`. */
export const page: Page = {
  title: () => signInWords.words.setPassword.title,
  render: (request, portal) =>
    html`<set-password-form .request=${request} .portal=${portal}></set-password-form>`,
};

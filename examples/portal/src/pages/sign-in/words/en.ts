/** What signing in and up says. */
export const english = {
  signIn: {
    title: 'Sign in',
    submit: 'Sign in',
    noAccount: 'No account yet?',
    signUp: 'Try it for 30 days',
    with: (provider: string) => `Continue with ${provider}`,
    or: 'or',
    wrong: 'E-mail address and password do not belong together.',
    back: 'Sign in to see that page.',
  },
  signUp: {
    title: 'Try Wattlet for 30 days',
    lead: 'No card, no obligation. Charts of 36 countries, your own meters and support from the first minute.',
    submit: 'Create the account',
    hasAccount: 'Do you have an account?',
    signIn: 'Sign in',
    taken: 'There is an account with this address already. Sign in instead.',
  },
  setPassword: {
    title: 'Set a new password',
    lead: 'The link that you were given works once. Every session of the account ends.',
    submit: 'Set the password',
    gone: 'This link was used, replaced, or has run out. Ask for another one.',
    done: 'Your password is set. Sign in with it.',
  },
  name: 'Your name',
  email: 'E-mail address',
  password: 'Password',
  passwordHint: 'At least 10 characters, and none that many people use.',
  errors: {
    access_denied: 'The other service was not allowed to tell who you are.',
    sign_in_expired: 'That took too long, or the browser keeps no cookies. Try again.',
    state_mismatch: 'The sign-in was begun in another window. Try again.',
    code_refused: 'That sign-in had been used already. Try again.',
    identity_not_accepted: 'What the other service told could not be trusted. Try again, or use a password.',
    email_missing: 'The other service tells no e-mail address. Use a password.',
    email_taken: 'There is an account with this address already. Sign in with its password.',
    provider_error: 'The other service refused. Use a password, or try later.',
    provider_unavailable: 'The other service does not answer. Use a password, or try later.',
    accounts_unavailable: 'Accounts cannot be reached at the moment. Try again in a minute.',
    internal: 'Something went wrong. Try again.',
  } as Readonly<Record<string, string>>,
};

/** The words of signing in and up in any language. */
export type SignInWords = typeof english;

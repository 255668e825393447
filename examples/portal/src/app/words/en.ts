/** What the frame of the portal says. */
export const english = {
  skip: 'Skip to the content',
  pages: 'Pages',
  nav: {
    home: 'News',
    load: 'Load',
    generation: 'Generation',
    flows: 'Flows',
    charts: 'Charts',
    meters: 'Meters',
    support: 'Support',
    account: 'Account',
    admin: 'Administration',
    adminShort: 'Admin',
    prices: 'Prices',
    developers: 'Developers',
  },
  signIn: 'Sign in',
  signUp: 'Sign up',
  openPortal: 'Open the portal',
  language: 'Language',
  theme: 'Theme',
  themes: { auto: 'System', light: 'Light', dark: 'Dark' },
  ended: { text: 'Your subscription has ended.', extend: 'Extend it' },
  attribution: 'Data: ENTSO-E Transparency Platform',
  loading: 'Loading …',
  retry: 'Try again',
  missing: {
    title: 'There is nothing here',
    text: 'The address may be mistyped, or what was here has moved.',
    home: 'To the start page',
  },
  forbidden: {
    title: 'Your account may not see this page',
    text: 'Whoever runs this portal can give it that right.',
  },
  failed: {
    title: 'The page could not be loaded',
    unreachable: 'The server cannot be reached.',
    again: 'This page tries again by itself.',
    unexpected: 'Something went wrong.',
    quote: (id: string) => `Quote ${id} when you ask for help.`,
    tooMany: (wait: string) => `Too many attempts. Try again in ${wait}.`,
    signedOut: 'You are no longer signed in. Sign in again.',
    notAllowed: 'Your account may not do that.',
    /** By what the server names them. */
    reasons: {
      WRONG_CREDENTIALS: 'The password is not right.',
      ACCOUNT_DISABLED: 'An administrator has disabled this account: ask them.',
      PASSWORD_TOO_SHORT:
        'A password needs 10 characters or more; a few words that you can remember are fine.',
      PASSWORD_TOO_LONG: 'A password has 256 characters at most.',
      PASSWORD_REPETITIVE: 'This password repeats the same few characters: use 5 different ones or more.',
      PASSWORD_COMMON:
        'Many people use this password, and attackers try it first: choose another, maybe a few words.',
      PASSWORD_PERSONAL: 'This password is your address or name, which others know: choose another.',
    } as Readonly<Record<string, string>>,
  },
};

/** The words of the frame in any language. */
export type AppWords = typeof english;

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
    title: 'This page is for administrators',
    text: 'Your account may not see it. Whoever runs this portal can give it that right.',
  },
  failed: {
    title: 'The page could not be loaded',
    unreachable: 'The server cannot be reached. This page tries again as soon as it can.',
    unexpected: 'Something went wrong.',
    quote: (id: string) => `Quote ${id} when you ask for help.`,
  },
};

/** The words of the frame in any language. */
export type AppWords = typeof english;

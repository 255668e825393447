/** What visitors read: the landing page, prices, and the page for developers. */
export const english = {
  landing: {
    title: 'Europe’s electricity, hour by hour',
    lead: 'Load, generation and cross-border flows of 36 countries, live and back for years, with your own smart meters beside them.',
    start: 'Try it for 30 days',
    noCard: 'No card, no obligation.',
    metrics: { load: 'Load', 'renewable-share': 'Renewables', 'net-import': 'Net import' },
    metricLabel: 'What the map shows',
    mapLabel: 'Live map',
    preview: 'Visitors see the last 24 hours of one country; subscribers see all of Europe.',
    points: [
      [
        'Live, and exact',
        'A new hour slides in as it is published. Values are what was published, to the kilowatt; gaps stay gaps, revisions are kept and shown.',
      ],
      [
        'Your own meters',
        'Consumption by hour, day and month beside your country’s load. An alert as soon as an hour passes its limit, not when it is over.',
      ],
      [
        'Somebody answers',
        'A chat with support, with what you are looking at attached. It works offline, and tells when you have been heard.',
      ],
    ] as readonly (readonly [string, string])[],
    embedTitle: 'Two lines in your own page',
    embedText:
      'Every chart, the map, alerts and chat are elements for any web page, in your brand and under your policy.',
    embedLink: 'For developers',
  },
  prices: {
    title: 'Prices',
    lead: 'One plan for people, one for utilities. The first 30 days cost nothing.',
    month: 'per month',
    plans: [
      {
        name: 'Subscriber',
        price: '€9',
        isMonthly: true,
        text: 'For people and their meters.',
        points: [
          'All of Europe, live and back for years',
          'Your own meters, limits and alerts',
          'Export as CSV, PNG and SVG; access tokens for scripts',
          'Support by chat',
          'Paid by invoice; ends by itself unless extended',
        ],
      },
      {
        name: 'Utility',
        price: 'By agreement',
        isMonthly: false,
        text: 'For a portal with customers of its own.',
        points: [
          'Elements in your portal, in your brand',
          'Your customers sign in with you, not with us',
          'Meters by RabbitMQ or RPC, alerts by webhook',
          'An inbox for your support desk',
        ],
      },
      {
        name: 'Your own server',
        price: 'Free',
        isMonthly: false,
        text: 'Wattlet is open source.',
        points: [
          'Everything that runs here, under the Apache License 2.0',
          'One process to begin with, many when it grows',
          'Your data stays with you',
        ],
      },
    ],
    start: 'Try it for 30 days',
    developers: 'How it is embedded',
  },
  developers: {
    title: 'For developers',
    lead: 'The same live series that this portal shows, in your page or in your code.',
    embedTitle: 'In a page: two lines',
    embedText:
      'The script loads each element that the page holds; it draws, and goes on by itself. It takes your colours, follows your language and theme, and works under a strict policy with Trusted Types. A page of another address than this one needs a site that lists it: whoever runs this server makes one for you.',
    resultTitle: 'What they show',
    customersTitle: 'With your own customers',
    customersText:
      'Your backend says who is signed in, by a token of ten minutes; the elements ask for it when they need one.',
    codeTitle: 'In code: typed, live, resumable',
    codeText:
      'The SDK runs in browsers, workers and Node. A watch starts with the series as it is and goes on with every change, through lost connections and restarts.',
    curlTitle: 'Without any code',
    curlText: 'Plain CSV and JSON over HTTP. Make an access token in your account.',
    copy: 'Copy',
    copied: 'Copied',
    show: 'Show the live chart',
  },
};

/** The words for visitors in any language. */
export type VisitorWords = typeof english;

/**
 * @typedef {object} Scene
 * @property {string} name
 * @property {string} path
 * @property {string} shown what is there, through shadow roots, once there is something to see
 * @property {'subscriber' | 'newcomer' | 'administrator' | 'utility'} [as] nobody unless given
 * @property {'utility'} [at] in the portal of the utility that embeds Wattlet, not in Wattlet's own
 * @property {string} [element] alone, on a page with nothing else: what a site that embeds it has
 * @property {string} [click] what is clicked then
 * @property {string} [after] what is there after that
 * @property {boolean} [isWhole] what was clicked leads to another page, which is shown whole
 * @property {boolean} [isOffline] the network goes away once it is shown
 * @property {RegExp} [held] requests that are not answered: a page that is loading
 * @property {RegExp} [cut] requests that fail: a page that cannot load
 */

const CHART = '.main-chart >>> [part="plot"] canvas';
const BARS = '.main-chart >>> [part="plot"] svg, .main-chart >>> .bars';
const MAP = 'energy-map >>> [part="map"] path';
const DIALOG = 'wa-dialog[open] >>> dialog';

/** @type {readonly Scene[]} */
const VISITORS = [
  { name: 'landing', path: '/', shown: MAP },
  { name: 'prices', path: '/prices', shown: '.price' },
  { name: 'developers', path: '/developers', shown: 'energy-chart >>> [part="plot"] canvas' },
  { name: 'sign-in', path: '/sign-in', shown: 'sign-in-form wa-input' },
  { name: 'sign-in-refused', path: '/sign-in?error=email_taken', shown: 'sign-in-form [role="alert"]' },
  { name: 'sign-up', path: '/sign-up', shown: 'sign-up-form wa-input' },
  { name: 'set-password', path: '/set-password', shown: 'set-password-form wa-input' },
  { name: 'missing', path: '/nowhere', shown: '.page-state' },
  alone('energy-alerts', 'signed-out', { shown: '[part="error"]' }),
  alone('support-chat', 'signed-out', { shown: '[part="error"]' }),
  alone('support-inbox', 'signed-out', { shown: '[part="error"]' }),
];

/**
 * An element with nothing around it.
 *
 * @param {string} element
 * @param {string} state
 * @param {Partial<Scene> & { readonly shown: string }} scene what is shown is looked for within the element
 * @returns {Scene}
 */
function alone(element, state, { shown, ...scene }) {
  return {
    name: `${element}-${state}`,
    path: '/robots.txt',
    element,
    shown: `${element} >>> ${shown}`,
    ...scene,
  };
}

/** @type {readonly Scene[]} */
const PEOPLE = [
  { name: 'home', path: '/home', shown: 'news-feed li' },
  { name: 'home-loading', path: '/home', shown: 'news-feed .bone', held: /NewsService|GetSnapshot/ },
  { name: 'home-failed', path: '/home', shown: 'news-feed [role="alert"]', cut: /NewsService/ },
  {
    name: 'home-table',
    path: '/home',
    shown: MAP,
    click: 'energy-map >>> .table-toggle',
    after: 'energy-map >>> [part="table"]',
  },
  { name: 'home-renewables', path: '/home?metric=renewable-share', shown: MAP },
  { name: 'home-net-import', path: '/home?metric=net-import', shown: MAP },
  { name: 'home-bell', path: '/home', shown: 'portal-bell .bell', click: '.bell', after: '.bell-list li' },
  { name: 'load', path: '/load?area=GR', shown: CHART },
  {
    name: 'load-loading',
    path: '/load?area=GR',
    shown: '.main-chart >>> .skeleton',
    held: /GetSeries|Watch/,
  },
  { name: 'load-failed', path: '/load?area=GR', shown: '.main-chart >>> [part="error"]', cut: /GetSeries/ },
  { name: 'load-stale', path: '/load?area=GR', shown: CHART, isOffline: true },
  {
    ...{ name: 'load-empty', shown: '.main-chart >>> [part="empty"]' },
    path: '/load?area=GR&from=2019-01-01T00:00:00Z&to=2019-01-02T00:00:00Z',
  },
  { name: 'load-revisions', path: '/load?area=GR&view=revisions', shown: CHART },
  { name: 'load-profile', path: '/load?area=DE&view=profile', shown: BARS },
  { name: 'load-compare', path: '/load?area=DE&view=compare&compare=FR&compare=IT', shown: CHART },
  { name: 'generation', path: '/generation?area=GR', shown: CHART },
  { name: 'generation-germany', path: '/generation?area=DE', shown: CHART },
  { name: 'generation-mix', path: '/generation?area=DE&view=mix', shown: BARS },
  { name: 'generation-table', path: '/generation?area=GR&table=true', shown: '.main-chart >>> table' },
  { name: 'flows', path: '/flows?area=GR', shown: CHART },
  { name: 'meters', path: '/meters', shown: 'my-meters energy-chart >>> [part="plot"] canvas' },
  alone('energy-alerts', 'some', { shown: '[part="headroom"]' }),
  alone('energy-alerts', 'failed', { shown: '[part="error"]', cut: /ListAlerts|Watch/ }),
  alone('energy-alerts', 'offline', { shown: '[part="headroom"]', isOffline: true }),
  { name: 'support', path: '/support', shown: 'support-chat >>> .bubble' },
  alone('support-chat', 'failed', { shown: '[part="error"]', cut: /ChatService|Watch/ }),
  alone('support-chat', 'offline', { shown: '.bubble', isOffline: true }),
  { name: 'account', path: '/account', shown: 'account-sessions li' },
  {
    ...{ name: 'account-extend', path: '/account', shown: 'account-sessions li' },
    ...{ click: 'account-subscription wa-button', after: DIALOG },
  },
  {
    ...{ name: 'account-token', path: '/account', shown: 'account-sessions li' },
    ...{ click: 'account-tokens wa-button', after: DIALOG },
  },
  {
    ...{ name: 'account-delete', path: '/account', shown: 'account-sessions li' },
    ...{ click: 'account-data wa-button[variant="danger"]', after: DIALOG },
  },
];

/** Somebody who has just signed up. @type {readonly Scene[]} */
const NEWCOMER = [
  { name: 'meters-none', path: '/meters', shown: 'my-meters .empty' },
  { name: 'bell-empty', path: '/home', shown: MAP, click: '.bell', after: '.bell-list' },
  alone('energy-alerts', 'empty', { shown: '[part="empty"]' }),
  alone('support-chat', 'empty', { shown: '[part="empty"]' }),
];

/** @type {readonly Scene[]} */
const UTILITY = [
  { name: 'utility-admin', path: '/admin/users', shown: 'user-list td' },
  alone('support-inbox', 'some', { shown: '.row' }),
  alone('support-inbox', 'empty', {
    shown: '.row',
    click: 'support-inbox >>> .filters button:last-child',
    after: 'support-inbox >>> [part="empty"]',
  }),
  alone('support-inbox', 'failed', { shown: '[part="error"]', cut: /ListConversations|Watch/ }),
  alone('support-inbox', 'offline', { shown: '.row', isOffline: true }),
];

/** The portal of another origin that embeds Wattlet, before and after somebody signs in. @type {readonly Scene[]} */
const EMBEDDED = [
  { name: 'embedded-visitor', path: '/', shown: 'energy-chart >>> [part="plot"] canvas' },
  {
    ...{ name: 'embedded-customer', path: '/', shown: 'form button, [part="headroom"]', isWhole: true },
    ...{ click: 'form[action="/sign-in"] button', after: 'energy-alerts >>> [part="headroom"]' },
  },
];

/** @type {readonly Scene[]} */
const DESK = [
  { name: 'admin', path: '/admin', shown: 'main h1' },
  ...['users', 'meters', 'inbox', 'alerts', 'sites', 'pipeline', 'audit'].map((section) => ({
    ...{ name: `admin-${section}`, path: `/admin/${section}`, shown: 'main h1' },
  })),
  {
    ...{ name: 'conversation', path: '/admin/inbox', shown: 'support-inbox >>> .row' },
    ...{ click: 'support-inbox >>> .row', after: 'support-inbox >>> .bubble' },
  },
  ...['imports', 'review', 'dead-letters', 'readings'].map((tab) => ({
    ...{ name: `admin-pipeline-${tab}`, path: `/admin/pipeline/${tab}`, shown: 'main h1' },
  })),
  ...['user', 'meter', 'site'].map((one) => ({
    ...{ name: `admin-${one}`, path: `/admin/${one}s`, shown: `${one}-list td a`, isWhole: true },
    ...{ click: `${one}-list td a`, after: `${one}-page h1` },
  })),
  ...['user', 'meter', 'site'].map((one) => ({
    ...{ name: `admin-${one}-new`, path: `/admin/${one}s/new`, shown: `${one}-form wa-input` },
  })),
];

/** Everything that is looked at. @type {readonly Scene[]} */
export const SCENES = [
  ...VISITORS,
  ...PEOPLE.map((scene) => ({ ...scene, as: /** @type {const} */ ('subscriber') })),
  { name: 'forbidden', path: '/admin', shown: '.page-state', as: 'subscriber' },
  ...NEWCOMER.map((scene) => ({ ...scene, as: /** @type {const} */ ('newcomer') })),
  ...UTILITY.map((scene) => ({ ...scene, as: /** @type {const} */ ('utility') })),
  ...DESK.map((scene) => ({ ...scene, as: /** @type {const} */ ('administrator') })),
  ...EMBEDDED.map((scene) => ({ ...scene, at: /** @type {const} */ ('utility') })),
];

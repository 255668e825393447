/**
 * @typedef {object} Scene
 * @property {string} name
 * @property {string} path
 * @property {string} shown what is there, through shadow roots, once there is something to see
 * @property {'subscriber' | 'administrator' | 'utility'} [as] nobody unless given
 * @property {string} [click] what is clicked then
 * @property {string} [after] what is there after that
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
];

/** @type {readonly Scene[]} */
const PEOPLE = [
  { name: 'home', path: '/home', shown: 'news-feed li' },
  { name: 'home-loading', path: '/home', shown: 'news-feed .bone', held: /NewsService|GetSnapshot/ },
  { name: 'home-failed', path: '/home', shown: 'news-feed [role="alert"]', cut: /NewsService/ },
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
  { name: 'load-profile', path: '/load?area=DE&view=profile', shown: BARS },
  { name: 'load-compare', path: '/load?area=DE&view=compare&compare=FR&compare=IT', shown: CHART },
  { name: 'generation', path: '/generation?area=GR', shown: CHART },
  { name: 'generation-germany', path: '/generation?area=DE', shown: CHART },
  { name: 'generation-mix', path: '/generation?area=DE&view=mix', shown: BARS },
  { name: 'generation-table', path: '/generation?area=GR&table=true', shown: '.main-chart >>> table' },
  { name: 'flows', path: '/flows?area=GR', shown: CHART },
  { name: 'meters', path: '/meters', shown: 'my-meters energy-chart >>> [part="plot"] canvas' },
  { name: 'support', path: '/support', shown: 'support-chat >>> .bubble' },
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

/** @type {readonly Scene[]} */
const DESK = [
  { name: 'admin', path: '/admin', shown: 'main h1' },
  ...['users', 'meters', 'inbox', 'alerts', 'sites', 'pipeline', 'audit'].map((section) => ({
    ...{ name: `admin-${section}`, path: `/admin/${section}`, shown: 'main h1' },
  })),
];

/** Everything that is looked at. @type {readonly Scene[]} */
export const SCENES = [
  ...VISITORS,
  ...PEOPLE.map((scene) => ({ ...scene, as: /** @type {const} */ ('subscriber') })),
  { name: 'forbidden', path: '/admin', shown: '.page-state', as: 'subscriber' },
  { name: 'meters-none', path: '/meters', shown: 'my-meters .empty', as: 'utility' },
  ...DESK.map((scene) => ({ ...scene, as: /** @type {const} */ ('administrator') })),
];

import type { Route } from './router/route.ts';

/** Every page of the portal. */
export const ROUTES: readonly Route[] = [
  { path: '/', access: 'everybody', load: () => import('./pages/landing/landing-page.ts') },
  { path: '/sign-in', access: 'everybody', load: () => import('./pages/sign-in/sign-in-page.ts') },
  { path: '/sign-up', access: 'everybody', load: () => import('./pages/sign-up/sign-up-page.ts') },
  // The token is behind the `#`, where no server logs it.
  {
    path: '/set-password',
    access: 'everybody',
    load: () => import('./pages/sign-in/set-password-page.ts'),
  },
  { path: '/prices', access: 'everybody', load: () => import('./pages/prices/prices-page.ts') },
  { path: '/developers', access: 'everybody', load: () => import('./pages/developers/developers-page.ts') },
  { path: '/home', access: 'person', load: () => import('./pages/home/home-page.ts') },
  {
    path: '/:stream(load|generation|flows)',
    access: 'person',
    load: () => import('./pages/charts/charts-page.ts'),
  },
  { path: '/meters/:meter?', access: 'person', load: () => import('./pages/meters/meters-page.ts') },
  { path: '/support', access: 'person', load: () => import('./pages/support/support-page.ts') },
  { path: '/account', access: 'person', load: () => import('./pages/account/account-page.ts') },
  { path: '/admin/*?', access: 'agent', load: () => import('./admin/index.ts') },
];

import type { Route } from './router/route.ts';

/** Every page of the portal. */
export const ROUTES: readonly Route[] = [
  { path: '/', access: 'everybody', load: () => import('./pages/landing/landing-page.ts') },
  { path: '/sign-in', access: 'everybody', load: () => import('./pages/sign-in/sign-in-page.ts') },
  { path: '/sign-up', access: 'everybody', load: () => import('./pages/sign-up/sign-up-page.ts') },
  { path: '/prices', access: 'everybody', load: () => import('./pages/prices/prices-page.ts') },
  { path: '/developers', access: 'everybody', load: () => import('./pages/developers/developers-page.ts') },
  { path: '/home', access: 'person', load: () => import('./pages/home/home-page.ts') },
  { path: '/admin/*?', access: 'agent', load: () => import('./admin/index.ts') },
];

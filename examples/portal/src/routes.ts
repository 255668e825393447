import type { Route } from './router/route.ts';

/** Every page of the portal. */
export const ROUTES: readonly Route[] = [
  { path: '/', access: 'everybody', load: () => import('./pages/landing/landing-page.ts') },
  { path: '/sign-in', access: 'everybody', load: () => import('./pages/sign-in/sign-in-page.ts') },
  { path: '/home', access: 'person', load: () => import('./pages/home/home-page.ts') },
  { path: '/admin/*?', access: 'agent', load: () => import('./admin/index.ts') },
];

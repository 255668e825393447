import type { PageRequest, Route } from './route.ts';

/** A route, and what it is asked for. */
export interface RouteMatch {
  readonly route: Route;
  readonly request: PageRequest;
}

/** Finds the page of an address: the first route whose path is the address's. */
export function routeMatcher(routes: readonly Route[]): (url: URL) => RouteMatch | undefined {
  const patterns = routes.map((route) => ({ route, pattern: new URLPattern({ pathname: route.path }) }));
  return (url) => {
    for (const { route, pattern } of patterns) {
      const found = pattern.exec({ pathname: url.pathname });
      if (found) return { route, request: { url, params: found.pathname.groups } };
    }
    return undefined;
  };
}

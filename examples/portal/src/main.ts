import { judgeRoute } from './app/judge-route.ts';
import { nextTask } from './app/next-task.ts';
import './app/portal-app.ts';
import { speakAll } from './language/catalogue.ts';
import { LanguageChoice } from './language/language-choice.ts';
import { routeMatcher } from './router/match-route.ts';
import type { Route } from './router/route.ts';
import { Router } from './router/router.ts';
import { ROUTES } from './routes.ts';
import { Session } from './session/session.ts';
import { ThemeChoice } from './theme/theme-choice.ts';

// What starts the portal has not run before, and a slow device takes a while for each of its steps.
await nextTask();
const theme = new ThemeChoice();
const language = new LanguageChoice();
await nextTask();
const session = new Session();
// Safari before 26 and Firefox before 142 have none.
if (!('URLPattern' in globalThis)) await import('urlpattern-polyfill');

/** Known once, and asked for again by whoever finds that the server could not be reached. */
async function judge(route: Route): Promise<ReturnType<typeof judgeRoute>> {
  await nextTask();
  const known = session.state.status === 'unknown' ? session.load() : Promise.resolve();
  // Pages of everybody do not wait: who is signed in only changes what their frame offers.
  if (route.access === 'everybody') known.catch(() => undefined);
  else await known;
  return judgeRoute(session, route);
}

const router = new Router({ match: routeMatcher(ROUTES), judge, ready: () => speakAll(language.language) });
const app = document.querySelector('portal-app');
if (app) {
  // Words of a language that cannot be loaded are English ones.
  await language.ready().catch(() => undefined);
  app.parts = { portal: { session, language, theme }, router };
  await router.start();
}

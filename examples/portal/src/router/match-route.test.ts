import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ROUTES } from '../routes.ts';
import { routeMatcher } from './match-route.ts';

const match = routeMatcher(ROUTES);
const at = (path: string) => match(new URL(path, 'https://energy.example'));

test('addresses lead to their pages, with what they name', () => {
  assert.equal(at('/')?.route.access, 'everybody');
  assert.equal(at('/generation?area=GR')?.request.params['stream'], 'generation');
  assert.equal(at('/meters')?.request.params['meter'], undefined);
  assert.equal(at('/meters/0192')?.request.params['meter'], '0192');
  for (const path of ['/admin', '/admin/', '/admin/users', '/admin/users/0192'])
    assert.equal(at(path)?.route.access, 'agent', path);
});

test('an address of no page leads to none', () => {
  for (const path of ['/nowhere', '/loads', '/generation/more', '/administration', '/meters/1/2'])
    assert.equal(at(path), undefined, path);
});

test('what is a person’s own, or a site’s, is for nobody who is not signed in', () => {
  const open = ROUTES.filter(({ access }) => access === 'everybody').map(({ path }) => path);
  assert.deepEqual(open.sort(), ['/', '/developers', '/prices', '/set-password', '/sign-in', '/sign-up']);
});

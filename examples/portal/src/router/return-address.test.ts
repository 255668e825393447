import assert from 'node:assert/strict';
import { test } from 'node:test';
import { returnAddress } from './return-address.ts';

const from = (wanted: string) =>
  returnAddress(
    new URL(`https://energy.example/sign-in?${new URLSearchParams({ return_to: wanted })}`),
    '/home',
  );

test('whoever has signed in comes back to the page that they wanted, with its state', () => {
  assert.equal(from('/load?area=DE&span=30d'), '/load?area=DE&span=30d');
  assert.equal(returnAddress(new URL('https://energy.example/sign-in'), '/home'), '/home');
});

test('a link cannot send whoever signs in to another server', () => {
  const elsewhere = [
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example',
    '\\\\evil.example',
    'javascript:alert(1)',
    'http://energy.example/load',
    'load',
    '',
  ];
  for (const wanted of elsewhere) assert.equal(from(wanted), '/home', wanted);
});

import { expect } from '@open-wc/testing';
import { violationsOf } from '../testing/violations-of.ts';

const page = new URL('../testing/strict-alerts-page.ts', import.meta.url).href;

describe('<energy-alerts> and a meter under a strict content security policy', () => {
  it('violates nothing while they load, tell news, draw and are read', async () => {
    expect(await violationsOf(page, '')).to.deep.equal([]);
  });

  it('would be caught if they did', async () => {
    const [violation] = await violationsOf(page, 'data-broken');
    expect(violation).to.match(/^style-src-attr/);
  });
});

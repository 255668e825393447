import { expect } from '@open-wc/testing';
import { violationsOf } from '../testing/violations-of.ts';

const page = new URL('../testing/strict-inbox-page.ts', import.meta.url).href;

describe('<support-inbox> under a strict content security policy', () => {
  it('violates nothing while it lists, opens, writes and offers', async () => {
    expect(await violationsOf(page, '')).to.deep.equal([]);
  });

  it('would be caught if it did', async () => {
    const [violation] = await violationsOf(page, 'data-broken');
    expect(violation).to.match(/^style-src-attr/);
  });
});

import { expect } from '@open-wc/testing';
import { violationsOf } from '../testing/violations-of.ts';

const page = new URL('../testing/strict-support-page.ts', import.meta.url).href;

describe('<support-chat> under a strict content security policy', () => {
  it('violates nothing while it loads, shows, grows, and sends', async () => {
    expect(await violationsOf(page, '')).to.deep.equal([]);
  });

  it('would be caught if it did', async () => {
    const [violation] = await violationsOf(page, 'data-broken');
    expect(violation).to.match(/^style-src-attr/);
  });
});

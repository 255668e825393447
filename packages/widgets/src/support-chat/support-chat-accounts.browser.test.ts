import { expect } from '@open-wc/testing';
import { mountSupport, shownSupport, supportTexts, unmountSupport } from '../testing/mount-support.ts';
import { SharedBrowser } from '../testing/shared-browser.ts';
import { whenShown } from '../testing/when-shown.ts';
import { typeMessage, writeMessage } from '../testing/write-message.ts';
import type { SupportChatElement } from './support-chat.ts';

const SECRET = 'My meter is at Lesvou 7';

const shows = (element: SupportChatElement, text: string) =>
  whenShown(element, () => supportTexts(element, '.text').includes(text));
const leave = unmountSupport;

/** What this browser keeps, whoever it is for. */
const kept = () =>
  Object.entries({ ...localStorage })
    .flat()
    .join('\n');

describe('<support-chat> on a browser that several customers use', () => {
  beforeEach(() => localStorage.clear());
  afterEach(leave);

  /** Maria has written what could not be sent, and has gone. */
  async function mariaWasHere(): Promise<SharedBrowser> {
    const browser = new SharedBrowser('maria');
    const element = await shownSupport(browser.page());
    browser.isAway = true;
    await writeMessage(element, SECRET);
    await shows(element, SECRET);
    leave();
    return browser;
  }

  it('shows nothing of what Maria wrote to Nikos, does not send it as him, and sends it once she is back', async () => {
    const browser = await mariaWasHere();
    Object.assign(browser, { isAway: false, customerId: 'nikos' });
    const his = await shownSupport(browser.page());
    expect(supportTexts(his, '[part="empty"]')).to.have.length(1);
    await writeMessage(his, 'I am Nikos');
    expect(his.renderRoot.textContent).not.to.contain(SECRET);
    expect(browser.arrived).to.deep.equal(['nikos: I am Nikos']);
    leave();
    expect(kept()).to.contain(SECRET);
    browser.customerId = 'maria';
    await shownSupport(browser.page());
    expect(await browser.whenArrived(2)).to.deep.equal(['nikos: I am Nikos', `maria: ${SECRET}`]);
    expect(kept()).not.to.contain(SECRET);
  });

  it('shows Maria what waits after a reload without the server, and sends it once it is there', async () => {
    const browser = await mariaWasHere();
    await shows(await shownSupport(browser.page()), SECRET);
    leave();
    browser.isAway = false;
    await shownSupport(browser.page());
    expect(await browser.whenArrived(1)).to.deep.equal([`maria: ${SECRET}`]);
  });

  it('shows nothing of Maria’s without the server once she has signed out, and takes nothing of whom it does not know', async () => {
    const browser = await mariaWasHere();
    Object.assign(browser, { isAway: false, customerId: undefined });
    const signedOut = mountSupport(browser.page(), { inline: true });
    await whenShown(signedOut, (root) => root.querySelector('[part="error"]'));
    leave();
    browser.isAway = true;
    const offline = mountSupport(browser.page(), { inline: true });
    await whenShown(offline, (root) => root.querySelector('[part="error"]'));
    expect(offline.renderRoot.textContent).not.to.contain(SECRET);
    expect(offline.renderRoot.querySelector('textarea')).to.equal(null);
    expect(kept()).to.contain(SECRET);
  });

  it('keeps nothing any more of what somebody wrote long ago and never came back for', async () => {
    const browser = await mariaWasHere();
    const [name, entry] =
      Object.entries({ ...localStorage }).find(([, value]) => value.includes(SECRET)) ?? [];
    const queuedAt = Date.now() - 91 * 86_400_000;
    localStorage.setItem(name ?? '', JSON.stringify({ ...JSON.parse(entry ?? ''), queuedAt }));
    Object.assign(browser, { isAway: false, customerId: 'nikos' });
    await shownSupport(browser.page());
    expect(kept()).not.to.contain(SECRET);
  });

  it('takes what Maria wrote off the screen when Nikos signs in without a reload', async () => {
    const browser = new SharedBrowser('maria');
    const element = await shownSupport(browser.page());
    browser.customerId = 'nikos';
    await writeMessage(element, SECRET);
    await whenShown(element, (root) => root.querySelector('[part="empty"]'));
    expect(element.renderRoot.textContent).not.to.contain(SECRET);
    expect(browser.arrived).to.deep.equal([]);
    expect(kept()).to.contain(SECRET);
  });

  it('takes what Maria was writing away before Nikos writes, and leaves it to her where she only signs in again', async () => {
    const browser = new SharedBrowser('maria');
    const element = await shownSupport(browser.page());
    await typeMessage(element, SECRET);
    const next = async (customerId: string) => {
      const client = browser.page();
      Object.assign(browser, { customerId });
      element.client = client;
      await element.updateComplete;
      expect(element.renderRoot.querySelectorAll('textarea').length).to.equal(0);
      return whenShown(element, (root) => root.querySelector('textarea'));
    };
    expect((await next('maria')).value).to.equal(SECRET);
    expect((await next('nikos')).value).to.equal('');
  });
});

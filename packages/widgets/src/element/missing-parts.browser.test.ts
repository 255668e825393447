import { expect } from '@open-wc/testing';
import { executeServerCommand } from '@web/test-runner-commands';
import { FakeClient } from '../testing/fake-client.ts';
import { FakeInboxClient, inboxConversation } from '../testing/fake-inbox-client.ts';
import { FakeSupportClient } from '../testing/fake-support-client.ts';
import { greekDay } from '../testing/greek-day.ts';
import { mountChart, unmountCharts } from '../testing/mount-chart.ts';
import { inboxPart, shownInbox, unmountInboxes } from '../testing/mount-inbox.ts';
import { mountSupport, supportPart, unmountSupport } from '../testing/mount-support.ts';
import { whenShown } from '../testing/when-shown.ts';

/** These files cannot be loaded until it is called again. */
const block = (...names: string[]) =>
  executeServerCommand(
    'block-files',
    names.map((name) => `*/${name}*`),
  );

type Shown = Parameters<typeof whenShown>[0];

/** The button that is offered where a part is missing, once it says so. */
const whenMissing = (element: Shown) =>
  whenShown(element, (root) => {
    const said = root.querySelector('[role=alert]');
    return said?.textContent?.includes('A part could not be loaded.') && said.querySelector('button');
  });

// Each of them needs a file that no other test of this page has loaded.
describe('a part that cannot be loaded', () => {
  afterEach(async () => {
    await block();
    unmountSupport();
    unmountCharts();
    unmountInboxes();
  });

  it('is said where the chat would be, which comes when it is asked for again', async () => {
    await block('chat-box.ts');
    const chat = mountSupport(new FakeSupportClient(), { open: true });
    const button = await whenMissing(chat);
    await expect(chat).to.be.accessible();
    const { right, bottom } = supportPart(chat, '.missing').getBoundingClientRect();
    const launcher = supportPart(chat, '.launcher').getBoundingClientRect();
    expect(right).to.equal(launcher.right);
    expect(bottom).to.be.below(launcher.top);
    await block();
    button.click();
    await whenShown(chat, (root) => root.querySelector('.composer'));
    expect(chat.renderRoot.querySelector('.missing')).to.equal(null);
  });

  it('is said where a meter would be, which comes by itself once the browser is online again', async () => {
    await block('render-meter-part.ts');
    const consumption = { meter: { name: 'Heat pump', timeZone: 'UTC' }, values: [] };
    const chart = mountChart(new FakeClient({}), { consumption, lang: 'en-GB' });
    await whenMissing(chart);
    await block();
    window.dispatchEvent(new Event('online'));
    await whenShown(chart, (root) => root.querySelector('energy-chart-meter'));
    expect(chart.renderRoot.querySelector('[role=alert]')).to.equal(null);
  });

  it('is said where a table would be, once, however often the chart is updated meanwhile', async () => {
    await block('chart-features.ts');
    const client = new FakeClient(greekDay());
    const chart = mountChart(client, { table: true, lang: 'en-GB' });
    let told = 0;
    chart.addEventListener('error', () => told++);
    const button = await whenMissing(chart);
    client.change('load', greekDay().load);
    await chart.updateComplete;
    await new Promise(requestAnimationFrame);
    expect(told).to.equal(1);
    await block();
    button.click();
    await whenShown(chart, (root) => root.querySelector('.data'));
  });

  it('is said where the views of an inbox would be, which come when they are asked for again', async () => {
    await block('inbox-desk-element.ts');
    const inbox = await shownInbox(new FakeInboxClient([inboxConversation(0)]));
    inboxPart(inbox, '.set-up').click();
    const button = await whenMissing(inbox);
    await block();
    button.click();
    await whenShown(inbox, (root) => root.querySelector('support-inbox-desk'));
  });
});

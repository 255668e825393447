import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import type { ChatHours } from '@wattlet/sdk';
import { HoursController } from './hours-controller.ts';

const SEVEN = Date.UTC(2026, 2, 4, 7);
const MINUTE_MS = 60_000;

/** A chat whose people come at eight, shown from 7:55, and how often it was asked for its hours. */
async function setUp(t: { after(done: () => void): void }) {
  mock.timers.enable({ apis: ['setTimeout', 'Date'], now: SEVEN + 55 * MINUTE_MS });
  const page = Object.assign(new EventTarget(), { hidden: false });
  Object.defineProperty(globalThis, 'document', { value: page, configurable: true });
  t.after(() => {
    mock.timers.reset();
    Reflect.deleteProperty(globalThis, 'document');
  });
  const opensAt = new Date(SEVEN + 60 * MINUTE_MS);
  const closed: ChatHours = { isOpen: false, opensAt, timeZone: 'UTC', isTypingShown: false };
  const chat = {
    hours: undefined as ChatHours | undefined,
    asked: 0,
    isDown: false,
    async lookAtHours() {
      chat.asked += 1;
      if (chat.isDown) return;
      const { opensAt: _past, ...open } = { ...closed, isOpen: true };
      chat.hours = Date.now() < opensAt.getTime() ? closed : open;
    },
  };
  const host = {
    addController: () => undefined,
    removeController: () => undefined,
    requestUpdate: () => undefined,
    updateComplete: Promise.resolve(true),
  };
  const controller = new HoursController(host, chat);
  controller.hostConnected();
  const pass = async (ms: number) => {
    mock.timers.tick(ms);
    await new Promise(setImmediate);
  };
  const show = async (client: object | undefined) => {
    controller.show(client);
    await pass(0);
  };
  /** Somebody looks at the page, or at another one. */
  const look = (isHidden: boolean) => {
    page.hidden = isHidden;
    page.dispatchEvent(new Event('visibilitychange'));
    return pass(0);
  };
  return { chat, controller, pass, show, look };
}

test('a chat that was opened before anybody was there knows when they have come', async (t) => {
  const { chat, show, pass } = await setUp(t);
  await show({});
  assert.equal(chat.hours?.isOpen, false);
  await pass(5 * MINUTE_MS - 1);
  assert.equal(chat.asked, 1);
  await pass(1);
  assert.equal(chat.hours?.isOpen, true);
  await pass(5 * MINUTE_MS);
  assert.equal(chat.asked, 3);
});

test('hours are asked for again soon after a failure, and when the page is looked at again, but not while it is not', async (t) => {
  const { chat, show, pass, look } = await setUp(t);
  chat.isDown = true;
  await show({});
  chat.isDown = false;
  await pass(15_000);
  assert.equal(chat.hours?.isOpen, false);
  await look(true);
  await pass(60 * MINUTE_MS);
  assert.equal(chat.asked, 2);
  await look(false);
  assert.equal(chat.asked, 3);
});

test('a clock that is ahead of the server’s asks no oftener than four times a minute', async (t) => {
  const { chat, show, pass } = await setUp(t);
  await show({});
  const { lookAtHours } = chat;
  const { hours } = chat;
  chat.lookAtHours = async () => {
    await lookAtHours();
    chat.hours = hours;
  };
  await pass(5 * MINUTE_MS);
  for (let second = 0; second < 60; second += 1) await pass(1000);
  assert.equal(chat.asked, 6);
});

test('nobody asks of a chat that is closed or taken away, and at once of another client', async (t) => {
  const { chat, controller, show, pass } = await setUp(t);
  await show({});
  await show({});
  assert.equal(chat.asked, 2);
  await show(undefined);
  await pass(60 * MINUTE_MS);
  assert.equal(chat.asked, 2);
  await show({});
  controller.hostDisconnected();
  await pass(60 * MINUTE_MS);
  assert.equal(chat.asked, 3);
});

import { expect } from '@open-wc/testing';
import { forgetOldMessages, LocalOutbox } from './local-outbox.ts';

const entry = {
  ...{ key: 'conversation', clientId: 'a', text: 'Καλημέρα 😀', queuedAt: 1, position: 1 },
  reference: { kind: 'meter', meterId: 'm', hour: new Date(2026, 2, 3) },
} as const;
const outboxOf = (customer: string) => new LocalOutbox(`https://energy.example ${customer}`);

describe('LocalOutbox', () => {
  beforeEach(() => localStorage.clear());

  it('gives back what it was given, to whoever opens it next, until it is removed', async () => {
    await outboxOf('maria').put(entry);
    await outboxOf('maria').put({ ...entry, key: 'conversation 2' });
    expect(await outboxOf('maria').load('conversation')).to.deep.equal([entry]);
    expect((await outboxOf('maria').load()).length).to.equal(2);
    await outboxOf('maria').put({ ...entry, refusal: { code: 'x', message: 'no' } });
    const [kept, ...others] = await outboxOf('maria').load('conversation');
    expect(kept?.refusal).to.deep.equal({ code: 'x', message: 'no' });
    expect(others).to.deep.equal([]);
    await outboxOf('maria').remove(entry);
    expect(await outboxOf('maria').load('conversation')).to.deep.equal([]);
  });

  it('has nothing of another customer, and takes nothing from them, whatever their ids begin with', async () => {
    await outboxOf('maria').put(entry);
    for (const other of ['nikos', 'mari', 'maria2', '']) {
      expect(await outboxOf(other).load('conversation'), other).to.deep.equal([]);
      expect(await outboxOf(other).load(), other).to.deep.equal([]);
      await outboxOf(other).remove(entry);
    }
    expect(await outboxOf('maria').load('conversation')).to.deep.equal([entry]);
  });

  it('forgets what has waited for longer than a visit goes on, whoever wrote it, and nothing else', async () => {
    const now = Date.now();
    const days = (count: number) => ({ clientId: `${count}`, queuedAt: now - count * 86_400_000 });
    for (const customer of ['maria', 'visitor'])
      for (const age of [days(91), days(89)]) await outboxOf(customer).put({ ...entry, ...age });
    localStorage.setItem('another', '{"queuedAt":1}');
    forgetOldMessages(now);
    for (const customer of ['maria', 'visitor'])
      expect((await outboxOf(customer).load()).map(({ clientId }) => clientId)).to.deep.equal(['89']);
    expect(localStorage.getItem('another')).to.equal('{"queuedAt":1}');
  });

  it('passes over what others have left under its names', async () => {
    for (const [name, text] of [
      ['b', '{'],
      ['c', '"text"'],
      ['d', '{"key":"conversation"}'],
      ['e', 'null'],
    ]) {
      localStorage.setItem(`wattlet-outbox https://energy.example maria conversation ${name}`, text ?? '');
    }
    expect(await outboxOf('maria').load('conversation')).to.deep.equal([]);
  });
});

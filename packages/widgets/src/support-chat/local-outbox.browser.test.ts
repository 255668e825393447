import { expect } from '@open-wc/testing';
import { LocalOutbox } from './local-outbox.ts';

const entry = {
  ...{ key: 'conversation', clientId: 'a', text: 'Καλημέρα 😀', queuedAt: 1, position: 1 },
  reference: { kind: 'meter', meterId: 'm', hour: new Date(2026, 2, 3) },
} as const;

describe('LocalOutbox', () => {
  beforeEach(() => localStorage.clear());

  it('gives back what it was given, to whoever opens it next, until it is removed', async () => {
    await new LocalOutbox().put(entry);
    await new LocalOutbox().put({ ...entry, key: 'conversation 2' });
    expect(await new LocalOutbox().load('conversation')).to.deep.equal([entry]);
    await new LocalOutbox().put({ ...entry, refusal: { code: 'x', message: 'no' } });
    const [kept, ...others] = await new LocalOutbox().load('conversation');
    expect(kept?.refusal).to.deep.equal({ code: 'x', message: 'no' });
    expect(others).to.deep.equal([]);
    await new LocalOutbox().remove(entry);
    expect(await new LocalOutbox().load('conversation')).to.deep.equal([]);
  });

  it('passes over what others have left under its names', async () => {
    for (const [name, text] of [
      ['b', '{'],
      ['c', '"text"'],
      ['d', '{"key":"conversation"}'],
    ]) {
      localStorage.setItem(`wattlet-outbox conversation ${name}`, text ?? '');
    }
    expect(await new LocalOutbox().load('conversation')).to.deep.equal([]);
  });
});

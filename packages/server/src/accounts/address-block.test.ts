import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addressBlock } from './address-block.ts';

test('an IPv4 address is a block, also when it comes as IPv6', () => {
  assert.equal(addressBlock('192.0.2.7'), '192.0.2.7');
  assert.equal(addressBlock('::ffff:192.0.2.7'), '192.0.2.7');
  assert.equal(addressBlock('::ffff:c000:207'), '192.0.2.7');
});

test('of an IPv6 address the first 64 bits count, however it is written', () => {
  const block = '2001:db8:0:7::/64';
  for (const address of ['2001:db8:0:7::1', '2001:0DB8:0000:0007:ffff::', '2001:db8:0:7:1:2:3:4%eth0']) {
    assert.equal(addressBlock(address), block, address);
  }
  assert.notEqual(addressBlock('2001:db8:0:8::1'), block);
  assert.equal(addressBlock('::1'), '0:0:0:0::/64');
});

test('all hosts of a network are one block, those of another are not', () => {
  const half = fc.tuple(...[1, 2, 3, 4].map(() => fc.nat({ max: 0xffff })));
  const write = (groups: readonly number[]) => groups.map((group) => group.toString(16)).join(':');
  fc.assert(
    fc.property(half, half, half, half, (network, other, host, neighbour) => {
      fc.pre(write(network) !== write(other) && network.some((group) => group > 0));
      const block = addressBlock(`${write(network)}:${write(host)}`);
      assert.equal(addressBlock(`${write(network)}:${write(neighbour)}`), block);
      assert.notEqual(addressBlock(`${write(other)}:${write(host)}`), block);
    }),
  );
});

test('what is no address is a block of its own', () => {
  assert.equal(addressBlock(''), '');
  assert.equal(addressBlock('unknown'), 'unknown');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isPublicAddress } from './public-address.ts';

/** First, last and one inside of every range that is not public. */
const SPECIAL = {
  'this network': ['0.0.0.0', '0.0.0.1', '0.255.255.255'],
  'private 10/8': ['10.0.0.0', '10.1.2.3', '10.255.255.255'],
  'shared, carrier-grade NAT': ['100.64.0.0', '100.100.100.200', '100.127.255.255'],
  loopback: ['127.0.0.0', '127.0.0.1', '127.255.255.255', '::1'],
  'link-local, with the metadata service of clouds': ['169.254.0.0', '169.254.169.254', '169.254.255.255'],
  'private 172.16/12': ['172.16.0.0', '172.20.0.1', '172.31.255.255'],
  'protocol assignments': ['192.0.0.0', '192.0.0.170', '192.0.0.255'],
  documentation: ['192.0.2.1', '198.51.100.7', '203.0.113.255', '2001:db8::1', '3fff::1', '3fff:fff:ffff::1'],
  'AS112 and AMT': ['192.31.196.1', '192.52.193.1', '192.175.48.1', '2620:4f:8000::1'],
  '6to4 relays': ['192.88.99.1'],
  'private 192.168/16': ['192.168.0.0', '192.168.1.1', '192.168.255.255'],
  benchmarks: ['198.18.0.0', '198.19.255.255'],
  multicast: ['224.0.0.0', '224.0.0.251', '239.255.255.255', 'ff02::1', 'ff0e::1'],
  'reserved and broadcast': ['240.0.0.0', '250.1.1.1', '255.255.255.255'],
  unspecified: ['::'],
  'IPv4-mapped IPv6': ['::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:8.8.8.8', '0:0:0:0:0:ffff:10.0.0.1'],
  'IPv4-compatible IPv6': ['::127.0.0.1', '::8.8.8.8'],
  NAT64: ['64:ff9b::7f00:1', '64:ff9b::8.8.8.8', '64:ff9b:1::1'],
  discard: ['100::1'],
  'Teredo, ORCHID and other assignments': ['2001::1', '2001:10::1', '2001:20::1', '2001:1ff:ffff::1'],
  '6to4': ['2002:7f00:1::', '2002:808:808::1'],
  'unique local': ['fc00::1', 'fd12:3456:789a::1', 'fdff:ffff::1'],
  'link-local IPv6': ['fe80::1', 'febf::1', 'fe80::1%eth0'],
  'site-local IPv6': ['fec0::1'],
  'segment routing': ['5f00::1'],
  'not handed out': ['1::1', '4000::1', 'e000::1'],
  'no address': ['', 'localhost', '127.1', '0x7f.0.0.1', '2130706433', '256.1.1.1', '1.2.3.4 ', '[::1]'],
};

for (const [range, addresses] of Object.entries(SPECIAL)) {
  test(`not public: ${range}`, () => {
    for (const address of addresses) assert.equal(isPublicAddress(address), false, address);
  });
}

test('addresses right beside a special range are public', () => {
  for (const address of [
    '1.0.0.0',
    '8.8.8.8',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '126.255.255.255',
    '128.0.0.0',
    '169.253.255.255',
    '169.255.0.0',
    '172.15.255.255',
    '172.32.0.0',
    '192.0.1.0',
    '192.167.255.255',
    '192.169.0.0',
    '198.17.255.255',
    '198.20.0.0',
    '223.255.255.255',
    '2001:200::1',
    '2001:4860:4860::8888',
    '2a00:1450::1',
    '2606:4700::1111',
    '2003::1',
    '3ffe::1',
  ]) {
    assert.equal(isPublicAddress(address), true, address);
  }
});

test('no IPv4 address becomes public by being written as IPv6', () => {
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      for (const prefix of ['::ffff:', '::', '64:ff9b::', '::ffff:0:']) {
        assert.equal(isPublicAddress(prefix + address), false);
      }
    }),
  );
});

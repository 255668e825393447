import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigError, readConfig, SETTINGS } from './config.ts';

test('without any setting the series are for subscribers, on this machine only', () => {
  const { host, openData, previewArea, callsPerMinute, publicUrl, trustedProxies, operatorToken } =
    readConfig({});
  assert.deepEqual(
    { host, openData, previewArea, callsPerMinute, publicUrl, trustedProxies, operatorToken },
    {
      host: '127.0.0.1',
      openData: false,
      previewArea: 'GR',
      callsPerMinute: 1200,
      publicUrl: undefined,
      trustedProxies: [],
      operatorToken: undefined,
    },
  );
});

test('the settings of access are taken as they are meant', () => {
  const config = readConfig({
    WATTLET_OPEN_DATA: '1',
    PUBLIC_URL: 'https://energy.example/',
    TRUSTED_PROXIES: '10.0.0.0/8, 2001:db8::/32,192.0.2.1',
    CALLS_PER_MINUTE: '0',
  });
  assert.equal(config.openData, true);
  assert.equal(config.publicUrl, 'https://energy.example');
  assert.deepEqual(config.trustedProxies, ['10.0.0.0/8', '2001:db8::/32', '192.0.2.1']);
  assert.equal(config.callsPerMinute, 0);
});

test('a setting that cannot be understood is refused by its name, and known to the list of settings', () => {
  const wrong: Record<string, string> = {
    WATTLET_OPEN_DATA: 'yes',
    PUBLIC_URL: 'https://energy.example/path',
    TRUSTED_PROXIES: '10.0.0.0/33',
    CALLS_PER_MINUTE: '-1',
    OPERATOR_TOKEN: 'short',
  };
  for (const [name, value] of Object.entries(wrong)) {
    assert.throws(
      () => readConfig({ [name]: value }),
      (error) => error instanceof ConfigError && error.message.startsWith(name),
    );
    assert.ok(
      SETTINGS.some((setting) => setting.name === name),
      name,
    );
  }
});

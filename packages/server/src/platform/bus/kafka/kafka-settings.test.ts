import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigError } from '../../../config-error.ts';
import { KAFKA_SETTINGS, readKafkaSettings } from './kafka-settings.ts';

const KAFKA_BROKERS = 'one:9092';

test('without a broker there is no Kafka, and with one the rest has defaults', () => {
  assert.equal(readKafkaSettings({ KAFKA_PARTITIONS: '3' }), undefined);
  assert.deepEqual(readKafkaSettings({ KAFKA_BROKERS: 'one:9092, [::1]:9093', KAFKA_PREFIX: '' }), {
    brokers: ['one:9092', '[::1]:9093'],
    prefix: 'wattlet.',
    partitions: 6,
    replication: undefined,
    retentionHours: 168,
    tls: false,
    caFile: undefined,
    certificateFile: undefined,
    keyFile: undefined,
    sasl: undefined,
  });
});

test('a file of TLS means TLS, and so does the switch', () => {
  for (const more of [
    { KAFKA_TLS: '1' },
    { KAFKA_CA_FILE: '/ca.pem' },
    { KAFKA_CERT_FILE: '/cert.pem', KAFKA_KEY_FILE: '/key.pem' },
  ])
    assert.equal(readKafkaSettings({ KAFKA_BROKERS, ...more })?.tls, true);
});

test('who signs in has a mechanism, a name and a password', () => {
  const sasl = {
    KAFKA_SASL_MECHANISM: 'SCRAM-SHA-512',
    KAFKA_SASL_USER: 'me',
    KAFKA_SASL_PASSWORD: 'secret',
  };
  assert.deepEqual(readKafkaSettings({ KAFKA_BROKERS, ...sasl })?.sasl, {
    mechanism: 'scram-sha-512',
    user: 'me',
    password: 'secret',
  });
  for (const name of Object.keys(sasl))
    assert.throws(
      () => readKafkaSettings({ KAFKA_BROKERS, ...sasl, [name]: '' }),
      (error) =>
        error instanceof ConfigError && error.message.startsWith(name) && !/secret/.test(error.message),
    );
});

test('what cannot be understood is said by name', () => {
  const wrong = {
    KAFKA_BROKERS: ['one', 'kafka://one:9092', 'one:9092,two', 'user:pw@one:9092'],
    KAFKA_PREFIX: ['two words', 'é', 'x'.repeat(81)],
    KAFKA_PARTITIONS: ['0', '-1', 'many'],
    KAFKA_REPLICATION: ['0', '1.5'],
    KAFKA_RETENTION_HOURS: ['0', '1e3'],
    KAFKA_TLS: ['yes'],
    KAFKA_CERT_FILE: ['/only-one.pem'],
    KAFKA_SASL_MECHANISM: ['gssapi'],
  };
  for (const [name, texts] of Object.entries(wrong))
    for (const text of texts)
      assert.throws(
        () => readKafkaSettings({ KAFKA_BROKERS, [name]: text }),
        (error) => error instanceof ConfigError && error.message.startsWith(name),
        `${name}=${text}`,
      );
  for (const { name } of KAFKA_SETTINGS) assert.match(name, /^KAFKA_/);
});

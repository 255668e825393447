import { readFile } from 'node:fs/promises';
import { ConfigError } from '../../config-error.ts';
import type { AmqpAddress } from './amqp-connection.ts';
import type { AmqpSettings } from './amqp-settings.ts';

/** The broker of a configuration, with the authorities of its file; undefined where none is configured. */
export async function configuredBroker({
  amqpUrl,
  amqpCaFile,
}: Pick<AmqpSettings, 'amqpUrl' | 'amqpCaFile'>): Promise<AmqpAddress | undefined> {
  if (amqpUrl === undefined) return undefined;
  if (amqpCaFile === undefined) return { url: amqpUrl };
  const ca = await readFile(amqpCaFile, 'utf8').catch((cause: unknown) => {
    throw new ConfigError(`AMQP_CA_FILE: ${amqpCaFile} cannot be read`, { cause });
  });
  return { url: amqpUrl, ca };
}

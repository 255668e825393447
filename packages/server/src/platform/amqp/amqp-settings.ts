import type { Setting } from '../../config.ts';
import { ConfigError } from '../../config-error.ts';
import { readSecretSetting } from '../../secret-setting.ts';

/** What a deployment says of its message broker. */
export interface AmqpSettings {
  /** Undefined where there is none. */
  readonly amqpUrl: string | undefined;
  /** PEM file of authorities to trust instead of the system's. */
  readonly amqpCaFile: string | undefined;
  /** Exchange that readings are published to. */
  readonly amqpExchange: string;
}

/** The variables that {@link readAmqpSettings} reads. */
export const AMQP_SETTINGS: readonly Setting[] = [
  {
    name: 'AMQP_URL',
    fallback: '',
    meaning: 'RabbitMQ that readings come by: amqp:// or amqps://, with user and password',
    secret: true,
  },
  { name: 'AMQP_URL_FILE', fallback: '', meaning: 'file that holds AMQP_URL' },
  { name: 'AMQP_CA_FILE', fallback: '', meaning: 'PEM file of authorities to trust for amqps' },
  { name: 'AMQP_EXCHANGE', fallback: 'wattlet.readings', meaning: 'exchange that readings are published to' },
];

/** @throws ConfigError naming the variable that cannot be understood. */
export function readAmqpSettings(env: Readonly<Record<string, string | undefined>>): AmqpSettings {
  const amqpUrl = readSecretSetting(env, 'AMQP_URL');
  if (amqpUrl !== undefined && !/^amqps?:$/.test(URL.parse(amqpUrl)?.protocol ?? ''))
    throw new ConfigError('AMQP_URL must be an address like amqp://user:password@host:5672/vhost');
  const amqpExchange = env['AMQP_EXCHANGE'] || 'wattlet.readings';
  // The broker keeps names that start with "amq." for itself; the dead ones are named after it.
  if (!/^(?!amq\.)[A-Za-z0-9_.:-]{1,200}$/.test(amqpExchange))
    throw new ConfigError(
      `AMQP_EXCHANGE is ${JSON.stringify(amqpExchange)}, it may have 200 letters, digits, and "-_.:", and not start with "amq."`,
    );
  return { amqpUrl, amqpCaFile: env['AMQP_CA_FILE'] || undefined, amqpExchange };
}

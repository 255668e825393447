import { checkMachine } from '../testing/check-machine.ts';
import { SESSION_MACHINE } from './session-machine.ts';

checkMachine(SESSION_MACHINE, [
  ['draft', 'opened', 'connecting', 'follow'],
  ['draft', 'reconnect', 'draft', 'wake'],
  ['draft', 'close', 'closed', 'end'],
  ['connecting', 'heard', 'ready', ''],
  ['connecting', 'lost', 'connecting', 'backOff'],
  ['connecting', 'refused', 'failed', ''],
  ['connecting', 'reconnect', 'connecting', 'wake'],
  ['connecting', 'close', 'closed', 'end'],
  ['ready', 'heard', 'ready', ''],
  ['ready', 'lost', 'connecting', 'backOff'],
  ['ready', 'refused', 'failed', ''],
  ['ready', 'reconnect', 'ready', 'wake'],
  ['ready', 'close', 'closed', 'end'],
  ['failed', 'reconnect', 'connecting', 'follow wake'],
  ['failed', 'close', 'closed', 'end'],
]);

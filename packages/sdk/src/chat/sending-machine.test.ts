import { checkMachine } from '../testing/check-machine.ts';
import { SENDING_MACHINE } from './sending-machine.ts';

checkMachine(SENDING_MACHINE, [
  ['queued', 'turn', 'sending', 'call'],
  ['queued', 'stored', 'stored', 'forget next'],
  ['queued', 'drop', 'dropped', 'forget next'],
  ['sending', 'stored', 'stored', 'forget next'],
  ['sending', 'lost', 'waiting', 'backOff'],
  ['sending', 'refused', 'failed', 'keep next'],
  ['sending', 'drop', 'dropped', 'forget next'],
  ['waiting', 'stored', 'stored', 'stopWaiting forget next'],
  ['waiting', 'due', 'sending', 'call'],
  ['waiting', 'wake', 'sending', 'stopWaiting call'],
  ['waiting', 'retry', 'sending', 'stopWaiting call'],
  ['waiting', 'drop', 'dropped', 'stopWaiting forget next'],
  ['failed', 'stored', 'stored', 'forget next'],
  ['failed', 'retry', 'queued', 'requeue next'],
  ['failed', 'drop', 'dropped', 'forget next'],
]);

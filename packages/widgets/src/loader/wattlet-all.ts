import './tell-elements.ts';

export { provideTokens } from '../connection/provide-tokens.ts';
export * from '../energy-alerts/energy-alerts.ts';
export * from '../energy-chart/energy-chart.ts';
export * from '../energy-map/energy-map.ts';
// Both chats have one of this name: that of the inbox is in its own script.
export { ReferenceSelectEvent } from '../support-chat/reference-select-event.ts';
export * from '../support-chat/support-chat.ts';
export * from '../support-inbox/support-inbox.ts';

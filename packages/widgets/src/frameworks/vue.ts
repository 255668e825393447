// Made from the manifest of the elements by `npm run generate`.
import type { EmitFn, HTMLAttributes, PublicProps } from 'vue';
import type { EnergyAlertsElement, AlertsErrorEvent, AlertFiredEvent, AlertAcknowledgedEvent, AlertSelectEvent } from '../energy-alerts/energy-alerts.ts';
import type { EnergyChartElement, ChartErrorEvent, RangeChangeEvent, StateChangeEvent, SeriesToggleEvent, SelectionChangeEvent } from '../energy-chart/energy-chart.ts';
import type { EnergyMapElement, AreaSelectEvent, TimeChangeEvent } from '../energy-map/energy-map.ts';
import type { SupportChatElement, ChatErrorEvent, ChatToggleEvent, ReferenceSelectEvent } from '../support-chat/support-chat.ts';
import type { SupportInboxElement, InboxErrorEvent, ReferenceSelectEvent as InboxReferenceEvent } from '../support-inbox/support-inbox.ts';

/** What a template may say of an element, as Vue's guide on custom elements has it. */
type CustomElement<Element extends HTMLElement, Name extends keyof Element, Events> = new () => Element & {
  /** @deprecated for the checker of templates only */
  $props: HTMLAttributes & Partial<Pick<Element, Name>> & PublicProps;
  /** @deprecated for the checker of templates only */
  $emit: EmitFn<{ [Event in keyof Events]: (event: Events[Event]) => void }>;
};

declare module 'vue' {
  interface GlobalComponents {
    'energy-alerts': CustomElement<EnergyAlertsElement, 'meter' | 'filter' | 'server' | 'theme' | 'client', { 'error': AlertsErrorEvent; 'alert-fired': AlertFiredEvent; 'alert-acknowledged': AlertAcknowledgedEvent; 'alert-select': AlertSelectEvent }>;
    'energy-chart': CustomElement<EnergyChartElement, 'stream' | 'area' | 'areaType' | 'from' | 'to' | 'span' | 'hiddenSeries' | 'patterns' | 'controls' | 'view' | 'compare' | 'bucket' | 'statistic' | 'orientation' | 'table' | 'asOf' | 'meter' | 'consumption' | 'replay' | 'sync' | 'timeZone' | 'server' | 'theme' | 'client' | 'state', { 'error': ChartErrorEvent; 'range-change': RangeChangeEvent; 'state-change': StateChangeEvent; 'series-toggle': SeriesToggleEvent; 'selection-change': SelectionChangeEvent }>;
    'energy-map': CustomElement<EnergyMapElement, 'metric' | 'at' | 'days' | 'selected' | 'timeZone' | 'replay' | 'server' | 'theme' | 'client' | 'view', { 'area-select': AreaSelectEvent; 'time-change': TimeChangeEvent; 'error': ChartErrorEvent }>;
    'support-chat': CustomElement<SupportChatElement, 'open' | 'inline' | 'conversation' | 'server' | 'visitorKey' | 'theme' | 'reference' | 'client', { 'error': ChatErrorEvent; 'chat-toggle': ChatToggleEvent; 'reference-select': ReferenceSelectEvent }>;
    'support-inbox': CustomElement<SupportInboxElement, 'filter' | 'server' | 'theme' | 'client', { 'error': InboxErrorEvent; 'reference-select': InboxReferenceEvent }>;
  }
}

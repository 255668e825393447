// Made from the manifest of the elements by `npm run generate`.
import type { HTMLAttributes, Key, Ref } from 'react';
import type { EnergyAlertsElement, AlertsErrorEvent, AlertFiredEvent, AlertAcknowledgedEvent, AlertSelectEvent } from '../energy-alerts/energy-alerts.ts';
import type { EnergyChartElement, ChartErrorEvent, RangeChangeEvent, StateChangeEvent, SeriesToggleEvent, SelectionChangeEvent } from '../energy-chart/energy-chart.ts';
import type { EnergyMapElement, AreaSelectEvent, TimeChangeEvent } from '../energy-map/energy-map.ts';
import type { SupportChatElement, ChatErrorEvent, ChatToggleEvent, ReferenceSelectEvent } from '../support-chat/support-chat.ts';
import type { SupportInboxElement, InboxErrorEvent, ReferenceSelectEvent as InboxReferenceEvent } from '../support-inbox/support-inbox.ts';

/** What JSX may say of an element: some of its properties, listeners of its events, and what any element takes. */
type ElementProps<Element extends HTMLElement, Name extends keyof Element, Events> = Partial<Pick<Element, Name>> & {
  [Event in keyof Events as `on${string & Event}`]?: (event: Events[Event]) => void;
} & Omit<HTMLAttributes<Element>, Name> & { readonly class?: string; readonly ref?: Ref<Element>; readonly key?: Key };

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'energy-alerts': ElementProps<EnergyAlertsElement, 'meter' | 'filter' | 'server' | 'theme' | 'client', { 'error': AlertsErrorEvent; 'alert-fired': AlertFiredEvent; 'alert-acknowledged': AlertAcknowledgedEvent; 'alert-select': AlertSelectEvent }>;
      'energy-chart': ElementProps<EnergyChartElement, 'stream' | 'area' | 'areaType' | 'from' | 'to' | 'span' | 'hiddenSeries' | 'patterns' | 'controls' | 'view' | 'compare' | 'bucket' | 'statistic' | 'orientation' | 'table' | 'asOf' | 'meter' | 'consumption' | 'replay' | 'sync' | 'timeZone' | 'server' | 'theme' | 'client' | 'state', { 'error': ChartErrorEvent; 'range-change': RangeChangeEvent; 'state-change': StateChangeEvent; 'series-toggle': SeriesToggleEvent; 'selection-change': SelectionChangeEvent }>;
      'energy-map': ElementProps<EnergyMapElement, 'metric' | 'at' | 'days' | 'selected' | 'timeZone' | 'replay' | 'server' | 'theme' | 'client' | 'view', { 'area-select': AreaSelectEvent; 'time-change': TimeChangeEvent; 'error': ChartErrorEvent }>;
      'support-chat': ElementProps<SupportChatElement, 'open' | 'inline' | 'conversation' | 'server' | 'visitorKey' | 'theme' | 'reference' | 'client', { 'error': ChatErrorEvent; 'chat-toggle': ChatToggleEvent; 'reference-select': ReferenceSelectEvent }>;
      'support-inbox': ElementProps<SupportInboxElement, 'filter' | 'server' | 'theme' | 'client', { 'error': InboxErrorEvent; 'reference-select': InboxReferenceEvent }>;
    }
  }
}

export type { Alert, AlertRule, AlertState, Headroom } from './alerts/alert.ts';
export { type AlertWebhook, AlertWebhookApi } from './alerts/alert-webhook-api.ts';
export {
  AlertsApi,
  type AlertsPage,
  type AlertsRequest,
  type AlertsWatchRequest,
} from './alerts/alerts-api.ts';
export type {
  AlertsChangeEvent,
  AlertsEvent,
  AlertsResetEvent,
  AlertsSnapshotEvent,
} from './alerts/watched-alerts.ts';
export {
  ChatApi,
  type ChatFile,
  type ChatHours,
  type ConversationsPage,
  type ConversationsRequest,
  type Visit,
} from './chat/chat-api.ts';
export type { ChatAttachment, ChatMessage, ChatSender, ChatSide } from './chat/chat-message.ts';
export type {
  AlertReference,
  ChatReference,
  MeterReference,
  SeriesReference,
} from './chat/chat-reference.ts';
export type { ChatSession } from './chat/chat-session.ts';
export type { ChatSessionOptions, ChatState, SessionMessage } from './chat/chat-state.ts';
export type { Conversation, ConversationState, Receipts } from './chat/conversation.ts';
export { countInbox, countOpen, InboxApi } from './chat/inbox-api.ts';
export type { InboxDesk } from './chat/inbox-desk.ts';
export type { InboxCounts, WatchedConversations } from './chat/inbox-order.ts';
export type { InboxPresence, VisibilityScope } from './chat/inbox-presence.ts';
export type {
  Agent,
  Assignment,
  AssignmentResult,
  BlockedCustomer,
  BlockedPage,
  CannedReply,
  ExportedChats,
  FoundMessage,
  InboxFilter,
  InboxPage,
  InboxRequest,
  InboxWatchRequest,
} from './chat/inbox-requests.ts';
export type { ChatSettings, OpeningException, OpeningHours } from './chat/inbox-settings.ts';
export type {
  InboxChangeEvent,
  InboxEvent,
  InboxPresenceEvent,
  InboxResetEvent,
  InboxSnapshotEvent,
} from './chat/inbox-watch.ts';
export { MAX_MESSAGE_CHARACTERS, messageLength } from './chat/message-limits.ts';
export type { OutgoingMessage } from './chat/outbox.ts';
export {
  MemoryOutboxStorage,
  type NewMessage,
  type OutboxEntry,
  type OutboxRefusal,
  type OutboxStorage,
} from './chat/outbox-storage.ts';
export type { DeliveryState } from './chat/receipts.ts';
export type { SendingState } from './chat/sending-machine.ts';
export type { SessionStatus } from './chat/session-machine.ts';
export { type TranscriptOptions, transcriptOf } from './chat/transcript.ts';
export type { PutBytes, PutResult, UploadOptions } from './chat/upload-file.ts';
export type {
  ConversationChangeEvent,
  ConversationEvent,
  ConversationResetEvent,
  ConversationSnapshotEvent,
  TypingEvent,
  Typist,
} from './chat/watched-conversation.ts';
export { createClient, type WattletClient } from './client.ts';
export { type ClientOptions, type Connection, openConnection } from './connection.ts';
export type { ErrorCode } from './errors/error-code.ts';
export type { Violation } from './errors/error-details.ts';
export { WattletError, type WattletErrorOptions } from './errors/wattlet-error.ts';
export type { LiveStatus, LiveStatusSource } from './live/live-source.ts';
export type { Timers } from './live/timers.ts';
export type { WakeScope } from './live/wake.ts';
export type { Consumption, ConsumptionResult, Meter, MeterKind } from './meters/meter.ts';
export type { MeterAdministration } from './meters/meter-administration.ts';
export type {
  ConsumptionRequest,
  ConsumptionStepName,
  ImportedMeter,
  ImportMetersOptions,
  MeterChange,
  MeterExchange,
  MeterOwner,
  MetersPage,
  MetersRequest,
  NewMeter,
  RejectedReadingsPage,
  RejectedReadingsRequest,
} from './meters/meter-requests.ts';
export { MetersApi } from './meters/meters-api.ts';
export type { Reading, ReadingResult, RejectedReading, RejectionReason } from './meters/reading.ts';
export { NewsApi, type NewsRequest } from './news/news-api.ts';
export type { AreaReach, NewsItem, NewsPage, RecordValue } from './news/news-item.ts';
export type { Notification, NotificationSubject, Notifications } from './notifications/notification.ts';
export { NotificationsApi } from './notifications/notifications-api.ts';
export type { DeadLetter, Health, HealthState } from './operations/health.ts';
export type { Import, ImportReview, ImportStatus } from './operations/import.ts';
export {
  type DeadLettersPage,
  type DeadLettersRequest,
  type ImportsPage,
  type ImportsRequest,
  OperationsApi,
} from './operations/operations-api.ts';
export { AuditApi, type AuditPage, type AuditRequest } from './people/audit-api.ts';
export type { AuditActor, AuditEntry } from './people/audit-entry.ts';
export type { RoleName, Subscription, User } from './people/user.ts';
export type {
  NewUser,
  OnSite,
  PasswordLink,
  UserChange,
  UsersPage,
  UsersRequest,
} from './people/user-requests.ts';
export { UsersApi } from './people/users-api.ts';
export type { AreasEvent } from './series/areas-watch.ts';
export type { Bucket, Bucketing } from './series/bucket.ts';
export type { Cursor } from './series/cursor.ts';
export type { Grid } from './series/lay-on-grid.ts';
export type { Segment, TimeRange } from './series/segment.ts';
export type {
  FlowsSelection,
  GenerationSelection,
  LoadSelection,
  SeriesSelection,
  TimeRangeInput,
} from './series/selection.ts';
export {
  type AreasRequest,
  type ProfileRequest,
  SeriesApi,
  type SeriesRequest,
  type SnapshotRequest,
  type WatchAreasRequest,
  type WatchRequest,
} from './series/series-api.ts';
export {
  type Area,
  type AreaType,
  type Measure,
  type SeriesKey,
  type StreamName,
  seriesKeyId,
} from './series/series-key.ts';
export type {
  BorderFlow,
  Profile,
  ProfilePoint,
  ProfileResult,
  SeriesResult,
  SnapshotResult,
  SnapshotValue,
} from './series/series-result.ts';
export { SeriesValues } from './series/series-values.ts';
export type { TimeInput } from './series/time-input.ts';
export type { PatchEvent, ResetEvent, SeriesPatch, SnapshotEvent, WatchEvent } from './series/watch-event.ts';
export type { NewSite, Site, SiteChange } from './sites/site.ts';
export { SitesApi, type SitesPage, type SitesRequest } from './sites/sites-api.ts';
export type { GetToken, TokenRequest } from './transport/token-source.ts';

import type { MessageInitShape } from '@bufbuild/protobuf';
import type { NotificationSchema } from '../gen/wattlet/v1/notification_pb.js';

/** What a notification is about, as the contract says it. */
type About = NonNullable<MessageInitShape<typeof NotificationSchema>['about']>;

/** One thing to know of. */
export interface Notice {
  /** The same for the same thing. */
  readonly id: string;
  /** When it came about. */
  readonly at: Date;
  readonly about: About;
}

import { msg, str } from '@lit/localize';

/** What the views say in which a site's chat is set up. */
export const deskStrings = {
  get title() {
    return msg('Set up', { id: 'desk.title' });
  },
  get back() {
    return msg('Back to the conversations', { id: 'desk.back' });
  },
  tabs: {
    get texts() {
      return msg('Ready texts', { id: 'desk.texts' });
    },
    get setup() {
      return msg('Hours and rules', { id: 'desk.setup' });
    },
    get blocked() {
      return msg('Blocked', { id: 'desk.blocked' });
    },
  },
  get save() {
    return msg('Save', { id: 'desk.save' });
  },
  get saved() {
    return msg('Saved', { id: 'desk.saved' });
  },
  get cancel() {
    return msg('Cancel', { id: 'desk.cancel' });
  },
  get failed() {
    return msg('That could not be stored', { id: 'desk.failed' });
  },
  get noTexts() {
    return msg('There is no ready text yet', { id: 'desk.noTexts' });
  },
  get textsHint() {
    return msg('In a reply, / and the shortcut offer the text. Everybody of the site shares them.', {
      id: 'desk.textsHint',
    });
  },
  get addText() {
    return msg('Add a text', { id: 'desk.addText' });
  },
  get shortcut() {
    return msg('Shortcut', { id: 'desk.shortcut' });
  },
  get shortcutWrong() {
    return msg('1 to 32 letters, digits, - and _', { id: 'desk.shortcutWrong' });
  },
  shortcutTaken: (shortcut: string) => msg(str`There is /${shortcut} already`, { id: 'desk.shortcutTaken' }),
  get text() {
    return msg('Text', { id: 'desk.text' });
  },
  get textWrong() {
    return msg('1 to 4,000 characters', { id: 'desk.textWrong' });
  },
  edit: (name: string) => msg(str`Edit /${name}`, { id: 'desk.edit' }),
  remove: (name: string) => msg(str`Delete /${name}`, { id: 'desk.remove' }),
  removeSure: (name: string) => msg(str`Delete /${name} for everybody?`, { id: 'desk.removeSure' }),
  get removeNow() {
    return msg('Delete', { id: 'desk.removeNow' });
  },
  get keep() {
    return msg('Keep', { id: 'desk.keep' });
  },
  get onlyAdministrators() {
    return msg('Only administrators can change this.', { id: 'desk.onlyAdministrators' });
  },
  get hours() {
    return msg('Opening hours', { id: 'desk.hours' });
  },
  get timeZone() {
    return msg('Time zone', { id: 'desk.timeZone' });
  },
  get timeZoneWrong() {
    return msg('No time zone has this name; one is Europe/Athens', { id: 'desk.timeZoneWrong' });
  },
  get always() {
    return msg('Always open', { id: 'desk.always' });
  },
  get byHours() {
    return msg('Only at these hours', { id: 'desk.byHours' });
  },
  get closed() {
    return msg('Closed', { id: 'desk.closed' });
  },
  from: (day: string) => msg(str`${day}, from`, { id: 'desk.from' }),
  to: (day: string) => msg(str`${day}, to`, { id: 'desk.to' }),
  addHours: (day: string) => msg(str`Add hours: ${day}`, { id: 'desk.addHours' }),
  removeHours: (day: string) => msg(str`Remove hours: ${day}`, { id: 'desk.removeHours' }),
  get hoursWrong() {
    return msg('Hours end after they begin; over midnight they are two entries', { id: 'desk.hoursWrong' });
  },
  get weekWrong() {
    return msg('Add hours, or choose always open', { id: 'desk.weekWrong' });
  },
  get days() {
    return msg('Holidays and other days', { id: 'desk.days' });
  },
  get addDay() {
    return msg('Add a day', { id: 'desk.addDay' });
  },
  get day() {
    return msg('Day', { id: 'desk.day' });
  },
  get closedAllDay() {
    return msg('Closed all day', { id: 'desk.closedAllDay' });
  },
  removeDay: (day: string) => msg(str`Remove the day ${day}`, { id: 'desk.removeDay' }),
  get dayWrong() {
    return msg('Pick a day, and hours that end after they begin', { id: 'desk.dayWrong' });
  },
  get awayReply() {
    return msg('Automatic reply outside the hours', { id: 'desk.awayReply' });
  },
  get awayReplyHint() {
    return msg('Sent once in a conversation until you open again. Empty: nothing is sent.', {
      id: 'desk.awayReplyHint',
    });
  },
  get rules() {
    return msg('Rules', { id: 'desk.rules' });
  },
  get anonymous() {
    return msg('Visitors who are not signed in may write', { id: 'desk.anonymous' });
  },
  get preview() {
    return msg('Agents see what customers type before they send it', { id: 'desk.preview' });
  },
  get previewHint() {
    return msg('Customers read so where they write.', { id: 'desk.previewHint' });
  },
  get retention() {
    return msg('Days until conversations are deleted', { id: 'desk.retention' });
  },
  get retentionHint() {
    return msg('After their last message. 0 keeps them.', { id: 'desk.retentionHint' });
  },
  get retentionWrong() {
    return msg('A whole number from 0 to 3,650', { id: 'desk.retentionWrong' });
  },
  get noneBlocked() {
    return msg('Nobody is blocked', { id: 'desk.noneBlocked' });
  },
  get blockedHint() {
    return msg('They read their conversations and cannot write.', { id: 'desk.blockedHint' });
  },
  blockedSince: (date: string) => msg(str`since ${date}`, { id: 'desk.blockedSince' }),
  unblock: (name: string) => msg(str`Unblock ${name}`, { id: 'desk.unblock' }),
  get more() {
    return msg('Show more', { id: 'desk.more' });
  },
} as const;

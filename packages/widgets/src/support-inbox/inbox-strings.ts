import { msg, str } from '@lit/localize';

/** What the inbox says in words, beside what conversations and every element say. */
export const inboxStrings = {
  get title() {
    return msg('Conversations', { id: 'inbox.title' });
  },
  get signIn() {
    return msg('Sign in to see conversations', { id: 'inbox.signIn' });
  },
  get notAllowed() {
    return msg('Conversations are for agents of the site', { id: 'inbox.notAllowed' });
  },
  get partMissing() {
    return msg('A part could not be loaded. Load the page again.', { id: 'inbox.partMissing' });
  },
  get online() {
    return msg('Available', { id: 'inbox.online' });
  },
  get away() {
    return msg('Away', { id: 'inbox.away' });
  },
  get presence() {
    return msg('Available for customers', { id: 'inbox.presence' });
  },
  get setUp() {
    return msg('Set up the chat', { id: 'inbox.setUp' });
  },
  get filter() {
    return msg('Show', { id: 'inbox.filter' });
  },
  filters: {
    get mine() {
      return msg('Mine', { id: 'inbox.mine' });
    },
    get unassigned() {
      return msg('Unassigned', { id: 'inbox.unassigned' });
    },
    get open() {
      return msg('All', { id: 'inbox.open' });
    },
    get closed() {
      return msg('Closed', { id: 'inbox.closed' });
    },
  },
  get search() {
    return msg('Search messages', { id: 'inbox.search' });
  },
  get searchFailed() {
    return msg('The search has failed', { id: 'inbox.searchFailed' });
  },
  get nothingFound() {
    return msg('Nothing was found', { id: 'inbox.nothingFound' });
  },
  found: (count: string) => msg(str`Found: ${count}`, { id: 'inbox.found' }),
  get empty() {
    return msg('There is no conversation here', { id: 'inbox.empty' });
  },
  get emptyMine() {
    return msg('You have no conversation', { id: 'inbox.emptyMine' });
  },
  get emptyUnassigned() {
    return msg('Every conversation is somebody’s', { id: 'inbox.emptyUnassigned' });
  },
  get isCut() {
    return msg('There are more than are shown. Search for older ones.', { id: 'inbox.isCut' });
  },
  get pick() {
    return msg('Pick a conversation', { id: 'inbox.pick' });
  },
  waits: (time: string) => msg(str`waits ${time}`, { id: 'inbox.waits' }),
  get underMinute() {
    return msg('less than a minute', { id: 'inbox.underMinute' });
  },
  unread: (count: number) =>
    count === 1
      ? msg('1 unread message', { id: 'inbox.unreadOne' })
      : msg(str`${count} unread messages`, { id: 'inbox.unread' }),
  newsFrom: (names: string) => msg(str`New message from ${names}`, { id: 'inbox.newsFrom' }),
  get nobody() {
    return msg('Nobody', { id: 'inbox.nobody' });
  },
  get self() {
    return msg('You', { id: 'inbox.self' });
  },
  get openTabs() {
    return msg('Open conversations', { id: 'inbox.openTabs' });
  },
  get back() {
    return msg('Back to the list', { id: 'inbox.back' });
  },
  hide: (name: string) => msg(str`Hide ${name}`, { id: 'inbox.hide' }),
  get claim() {
    return msg('Take over', { id: 'inbox.claim' });
  },
  get assignedTo() {
    return msg('Who answers', { id: 'inbox.assignedTo' });
  },
  takenBy: (name: string) => msg(str`${name} has this conversation now`, { id: 'inbox.takenBy' }),
  get takenByNobody() {
    return msg('Nobody has this conversation any more', { id: 'inbox.takenByNobody' });
  },
  get close() {
    return msg('Close', { id: 'inbox.close' });
  },
  get closedHint() {
    return msg('Closed. The next message of the customer opens it again.', { id: 'inbox.closedHint' });
  },
  rated: (rating: string) => msg(str`Rated ${rating} of 5`, { id: 'inbox.rated' }),
  get block() {
    return msg('Block', { id: 'inbox.block' });
  },
  get unblock() {
    return msg('Unblock', { id: 'inbox.unblock' });
  },
  get blockedHint() {
    return msg('The customer is blocked and cannot write.', { id: 'inbox.blockedHint' });
  },
  get erase() {
    return msg('Erase …', { id: 'inbox.erase' });
  },
  eraseSure: (name: string) =>
    msg(str`Erase every conversation of ${name}, with notes and files? It cannot be undone.`, {
      id: 'inbox.eraseSure',
    }),
  get eraseNow() {
    return msg('Erase', { id: 'inbox.eraseNow' });
  },
  get eraseNot() {
    return msg('Keep', { id: 'inbox.eraseNot' });
  },
  erased: (name: string) => msg(str`The conversations of ${name} are erased`, { id: 'inbox.erased' }),
  get messageGone() {
    return msg('That message is not there any more', { id: 'inbox.messageGone' });
  },
  get actionFailed() {
    return msg('That could not be done', { id: 'inbox.actionFailed' });
  },
  get mode() {
    return msg('What is written', { id: 'inbox.mode' });
  },
  get reply() {
    return msg('Reply', { id: 'inbox.reply' });
  },
  get note() {
    return msg('Note', { id: 'inbox.note' });
  },
  get replyHere() {
    return msg('Reply, or / for a ready text', { id: 'inbox.replyHere' });
  },
  get noteLabel() {
    return msg('Note, for agents only', { id: 'chat.note' });
  },
  get noteHere() {
    return msg('Write a note for your colleagues', { id: 'inbox.noteHere' });
  },
  get noteHint() {
    return msg('The customer never sees it.', { id: 'inbox.noteHint' });
  },
  get cannedReplies() {
    return msg('Ready texts', { id: 'inbox.cannedReplies' });
  },
  get noCannedReply() {
    return msg('No ready text begins like this', { id: 'inbox.noCannedReply' });
  },
  get visitor() {
    return msg('Visitor', { id: 'inbox.visitor' });
  },
} as const;

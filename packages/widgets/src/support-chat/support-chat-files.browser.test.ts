import { expect } from '@open-wc/testing';
import { FakeSession, FakeSupportClient, messageOf } from '../testing/fake-support-client.ts';
import { shownSupport, supportPart, supportTexts, unmountSupport } from '../testing/mount-support.ts';
import { whenShown } from '../testing/when-shown.ts';
import { pressKey, typeMessage } from '../testing/write-message.ts';
import type { SupportChatElement } from './support-chat-element.ts';

describe('the files of <support-chat>', () => {
  beforeEach(() => localStorage.clear());
  afterEach(unmountSupport);

  it('takes files by paste and drop, with progress, sends them, and lets them be taken out', async () => {
    const session = new FakeSession();
    const started = Promise.withResolvers<AbortSignal>();
    const finish = Promise.withResolvers<void>();
    const { uploaded } = session;
    session.uploaded = async (file, options) => {
      options?.onProgress?.(0.4);
      if (options?.signal) started.resolve(options.signal);
      await finish.promise;
      return uploaded(file);
    };
    const element = await shownSupport(new FakeSupportClient(session));
    const files = new DataTransfer();
    files.items.add(new File(['a'], 'meter.png', { type: 'image/png' }));
    files.items.add(new File(['b'], 'program.exe', { type: 'application/x-msdownload' }));
    supportPart(element, 'textarea').dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: files, bubbles: true, cancelable: true }),
    );
    await started.promise;
    await whenShown(element, (root) => root.querySelector<HTMLProgressElement>('progress')?.value === 0.4);
    expect(supportTexts(element, '.uploads [role="alert"]')).to.deep.equal([
      'Only images and PDF can be sent',
    ]);
    expect(supportPart(element, '.send').matches(':disabled')).to.equal(true);
    finish.resolve();
    await whenShown(element, (root) => !root.querySelector('progress'));
    supportPart(element, '.send').click();
    await element.updateComplete;
    expect(session.sent).to.deep.equal([{ text: '', attachmentIds: ['file-meter.png'] }]);
    // What was refused is not taken for sent.
    expect(supportTexts(element, '.uploads .file-name')).to.deep.equal(['program.exe']);
    supportPart(element, '.uploads button').click();
    await element.updateComplete;
    expect(element.renderRoot.querySelector('.uploads')).to.equal(null);
  });

  it('sends nothing to a conversation that was written for another', async () => {
    const client = new FakeSupportClient(new FakeSession());
    const element = await shownSupport(client, { conversation: 'conversation' });
    await typeMessage(element, 'It is about this');
    paste(element, 'meter.png');
    await whenShown(element, (root) => root.querySelector('.send:enabled') && root.querySelector('.uploads'));
    client.session = new FakeSession({}, 'other');
    element.conversation = 'other';
    await element.updateComplete;
    const field = await whenShown(element, (root) => root.querySelector('textarea'));
    expect(supportTexts(element, '.uploads')).to.deep.equal([]);
    expect(field.value).to.equal('');
  });

  it('says how many files a message has no room for', async () => {
    const element = await shownSupport(new FakeSupportClient(new FakeSession()));
    paste(element, ...Array.from({ length: 12 }, (_, index) => `${index}.png`));
    await whenShown(element, (root) => root.querySelector('.uploads [role="alert"]'));
    expect(supportTexts(element, '.uploads .file-name').length).to.equal(10);
    expect(supportTexts(element, '.uploads [role="alert"]')).to.deep.equal([
      'A message takes 10 files at most. Left out: 2',
    ]);
    supportPart(element, '.uploads button').click();
    await element.updateComplete;
    expect(supportTexts(element, '.uploads [role="alert"]')).to.deep.equal([]);
  });

  it('gives the focus on when a file is taken out, by a button that can be hit', async () => {
    const element = await shownSupport(new FakeSupportClient(new FakeSession()));
    paste(element, 'a.png', 'b.png');
    await whenShown(element, (root) => root.querySelectorAll('.uploads button').length === 2);
    const button = supportPart(element, '.uploads button');
    const { width, height } = button.getBoundingClientRect();
    expect(Math.min(width, height)).to.be.at.least(24);
    button.focus();
    button.click();
    const focused = () => element.shadowRoot?.activeElement;
    await whenShown(element, () => focused()?.ariaLabel === 'Remove b.png');
    supportPart(element, '.uploads button').click();
    await whenShown(element, () => focused()?.localName === 'textarea');
  });

  it('says why the server refused a file, also after the message was sent without it', async () => {
    const session = new FakeSession();
    session.uploaded = async ({ name }) => {
      throw Object.assign(new Error('body: is refused'), { code: 'invalid_argument', reason: name });
    };
    const element = await shownSupport(new FakeSupportClient(session));
    paste(element, 'UNKNOWN_MEDIA', 'IMAGE_REFUSED', 'ELSE');
    await whenShown(element, (root) => root.querySelectorAll('.uploads [role="alert"]').length === 3);
    const said = [
      'What is in the file is neither an image nor a PDF',
      'The image is damaged or too large',
      'The file could not be sent',
    ];
    expect(supportTexts(element, '.uploads [role="alert"]')).to.deep.equal(said);
    pressKey(await typeMessage(element, 'Without it'), 'Enter');
    await element.updateComplete;
    expect(session.sent).to.deep.equal([{ text: 'Without it', attachmentIds: [] }]);
    expect(supportTexts(element, '.uploads [role="alert"]')).to.deep.equal(said);
  });

  it('sends a file again that did not get through, and not one that can only be refused', async () => {
    const session = new FakeSession();
    const { uploaded } = session;
    const away = Object.assign(new Error('The server cannot be reached'), { code: 'unavailable' });
    session.uploaded = async (file) => {
      throw file.name === 'meter.png' ? away : Object.assign(new Error(), { reason: 'UNKNOWN_MEDIA' });
    };
    const element = await shownSupport(new FakeSupportClient(session));
    paste(element, 'other.png', 'meter.png');
    await whenShown(element, (root) => root.querySelectorAll('.uploads [role="alert"]').length === 2);
    expect(supportTexts(element, '.uploads .again')).to.deep.equal(['Try again']);
    session.uploaded = uploaded;
    supportPart(element, '.uploads .again').focus();
    supportPart(element, '.uploads .again').click();
    await whenShown(element, (root) => root.querySelectorAll('.uploads [role="alert"]').length === 1);
    await whenShown(element, () => element.shadowRoot?.activeElement?.ariaLabel === 'Remove meter.png');
    await whenShown(element, (root) => root.querySelector('.send:enabled'));
    supportPart(element, '.send').click();
    await element.updateComplete;
    expect(session.sent).to.deep.equal([{ text: '', attachmentIds: ['file-meter.png'] }]);
  });

  it('shows of whose file it says something, however long that is and however narrow the chat', async () => {
    const element = await shownSupport(new FakeSupportClient(new FakeSession()));
    element.style.inlineSize = '280px';
    const files = new DataTransfer();
    files.items.add(new File(['a'], 'bill of november.txt', { type: 'text/plain' }));
    supportPart(element, 'textarea').dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: files, bubbles: true, cancelable: true }),
    );
    await whenShown(element, (root) => root.querySelector('.uploads [role="alert"]'));
    const width = (selector: string) => supportPart(element, selector).getBoundingClientRect().width;
    expect(width('.uploads .file-name')).to.be.at.least(width('.uploads li') * 0.29);
  });

  it('does not send a message without the file that was just picked for it', async () => {
    const session = new FakeSession();
    const element = await shownSupport(new FakeSupportClient(session));
    const field = await typeMessage(element, 'Here it is');
    const files = new DataTransfer();
    files.items.add(new File(['a'], 'meter.png', { type: 'image/png' }));
    field.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: files, bubbles: true, cancelable: true }),
    );
    // What takes files is still being loaded.
    pressKey(field, 'Enter');
    expect(session.sent).to.deep.equal([]);
    await whenShown(element, (root) => root.querySelector('.uploads') && root.querySelector('.send:enabled'));
    pressKey(field, 'Enter');
    expect(session.sent).to.deep.equal([{ text: 'Here it is', attachmentIds: ['file-meter.png'] }]);
  });

  it('takes a file that is let go anywhere over it, and leaves a text that is dragged to the browser', async () => {
    const element = await shownSupport(new FakeSupportClient(new FakeSession({ messages: [messageOf(1)] })));
    const files = new DataTransfer();
    files.items.add(new File(['a'], 'bill.pdf', { type: 'application/pdf' }));
    files.items.add(new File([], 'empty.pdf', { type: 'application/pdf' }));
    expect(dropOn(supportPart(element, '.log'), files)).to.equal(false);
    await whenShown(element, (root) => root.querySelector('.uploads [role="alert"]'));
    expect(supportTexts(element, '.uploads .file-name')).to.deep.equal(['bill.pdf', 'empty.pdf']);
    expect(supportTexts(element, '.uploads [role="alert"]')).to.deep.equal(['There is nothing in the file']);
    expect(supportTexts(element, '.uploads .again')).to.deep.equal([]);
    const text = new DataTransfer();
    text.setData('text/plain', 'a text');
    expect(dropOn(supportPart(element, 'textarea'), text)).to.equal(true);
  });

  it('leaves a text with a picture of it to be pasted as text, and takes a file whose name comes as text', async () => {
    const element = await shownSupport(new FakeSupportClient(new FakeSession()));
    const pasteWith = (words: string) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', words);
      clipboardData.items.add(new File(['a'], 'meter.png', { type: 'image/png' }));
      const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
      return supportPart(element, 'textarea').dispatchEvent(event);
    };
    expect(pasteWith('3 kWh\t5 kWh')).to.equal(true);
    expect(pasteWith('meter.png')).to.equal(false);
    await whenShown(element, () => supportTexts(element, '.uploads .file-name').length === 1);
  });

  it('says that a file of a message is gone, and sends its text without', async () => {
    const error = { code: 'invalid_argument', message: 'no', reason: 'UNKNOWN_ATTACHMENT' };
    const refused = { queuedAt: 0, state: 'failed', attachmentIds: ['gone'], error } as const;
    const session = new FakeSession({
      outgoing: [
        { ...refused, clientId: 'a', text: 'My meter' },
        { ...refused, clientId: 'b', text: '' },
      ],
    });
    const element = await shownSupport(new FakeSupportClient(session));
    const states = () => supportTexts(element, '.outgoing .state');
    await whenShown(element, () => states().join().includes('Not sent'));
    expect(states()).to.deep.equal([
      'Not sent: A file of it is not there any more Send without files Discard',
      'Not sent: A file of it is not there any more Discard',
    ]);
    supportPart(element, '.outgoing .state button').click();
    await element.updateComplete;
    expect(session.sent).to.deep.equal([{ text: 'My meter', isNote: false }]);
    expect(session.state.outgoing.map(({ clientId }) => clientId)).to.deep.equal(['b', 'own-1']);
  });

  it('shows a picture in the pixels of the screen, and keeps it no larger', async () => {
    const picture = new OffscreenCanvas(880, 440);
    picture.getContext('2d')?.fillRect(0, 0, 880, 440);
    const url = URL.createObjectURL(await picture.convertToBlob());
    const attachment = { attachmentId: 'a', fileName: 'meter.png', mediaType: 'image/png', sizeBytes: 9 };
    const attachments = [{ ...attachment, width: 880, height: 440 }];
    const client = new FakeSupportClient(new FakeSession({ messages: [messageOf(1, { attachments })] }));
    client.chat.file = async () => ({ url, expiresAt: new Date() });
    const element = await shownSupport(client);
    const canvas = await whenShown(element, (root) =>
      root.querySelector<HTMLCanvasElement>('canvas[data-drawn]'),
    );
    expect(canvas.width).to.equal(Math.ceil(220 * devicePixelRatio));
    const { width, height } = canvas.getBoundingClientRect();
    expect([width, height]).to.deep.equal([220, 110]);
  });

  it('gives an upload up when it is taken out', async () => {
    const session = new FakeSession();
    const started = Promise.withResolvers<AbortSignal | undefined>();
    session.uploaded = (_file, options) => {
      started.resolve(options?.signal);
      return new Promise(() => undefined);
    };
    const element = await shownSupport(new FakeSupportClient(session));
    const files = new DataTransfer();
    files.items.add(new File(['a'], 'bill.pdf', { type: 'application/pdf' }));
    dropOn(supportPart(element, '.composer'), files);
    const signal = await started.promise;
    await whenShown(element, (root) => root.querySelector('.uploads button'));
    supportPart(element, '.uploads button').click();
    await element.updateComplete;
    expect(signal?.aborted).to.equal(true);
    expect(element.renderRoot.querySelector('.uploads')).to.equal(null);
  });
});

/** Pastes images of these names. */
function paste(element: SupportChatElement, ...names: readonly string[]): void {
  const files = new DataTransfer();
  for (const name of names) files.items.add(new File(['a'], name, { type: 'image/png' }));
  const event = new ClipboardEvent('paste', { clipboardData: files, bubbles: true, cancelable: true });
  supportPart(element, 'textarea').dispatchEvent(event);
}

/** Lets something go over a part. Returns whether that is left to the browser. */
function dropOn(part: HTMLElement, dataTransfer: DataTransfer): boolean {
  const event = new DragEvent('drop', { dataTransfer, bubbles: true, composed: true, cancelable: true });
  return part.dispatchEvent(event);
}

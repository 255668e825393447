import { expect } from '@open-wc/testing';
import { FakeSession, FakeSupportClient } from '../testing/fake-support-client.ts';
import { shownSupport, supportPart, supportTexts, unmountSupport } from '../testing/mount-support.ts';
import { whenShown } from '../testing/when-shown.ts';
import { pressKey, typeMessage } from '../testing/write-message.ts';

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
    const paste = new ClipboardEvent('paste', { clipboardData: files, bubbles: true, cancelable: true });
    supportPart(element, 'textarea').dispatchEvent(paste);
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
    expect(element.renderRoot.querySelector('.uploads')).to.equal(null);
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
    const drop = new DragEvent('drop', { dataTransfer: files, bubbles: true, cancelable: true });
    supportPart(element, '.composer').dispatchEvent(drop);
    const signal = await started.promise;
    await whenShown(element, (root) => root.querySelector('.uploads button'));
    supportPart(element, '.uploads button').click();
    await element.updateComplete;
    expect(signal?.aborted).to.equal(true);
    expect(element.renderRoot.querySelector('.uploads')).to.equal(null);
  });
});

/** A file that the browser is given to save. */
export interface SavedFile {
  readonly name: string;
  readonly content: Blob;
}

/** What the browser is given to save by what is done. */
export async function savedBy(act: () => void): Promise<SavedFile> {
  const { createObjectURL } = URL;
  const blobs: Blob[] = [];
  URL.createObjectURL = (blob: Blob) => {
    blobs.push(blob);
    return createObjectURL(blob);
  };
  const clicked = new Promise<string>((resolve) => {
    const original = HTMLAnchorElement.prototype.click;
    HTMLAnchorElement.prototype.click = function () {
      HTMLAnchorElement.prototype.click = original;
      resolve(this.download);
    };
  });
  act();
  const name = await clicked;
  URL.createObjectURL = createObjectURL;
  const content = blobs.at(-1);
  if (!content) throw new Error('nothing was saved');
  return { name, content };
}

import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * Lets tests store the pictures that later runs are compared with, where WATTLET_SAVE_PICTURES is set.
 *
 * @param {string} folder below which they are stored
 */
export function savePicture(folder) {
  return {
    name: 'save-picture',
    async executeCommand({ command, payload }) {
      if (command !== 'save-picture') return undefined;
      if (!process.env.WATTLET_SAVE_PICTURES) return { isSaved: false };
      const { path, base64 } = payload;
      if (!/^[\w/-]+\.png$/.test(path)) throw new Error(`${path} is not the path of a picture`);
      const file = join(folder, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, Buffer.from(base64, 'base64'));
      return { isSaved: true };
    },
  };
}

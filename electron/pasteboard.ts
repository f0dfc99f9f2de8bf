import electron, { clipboard, nativeImage } from 'electron';
import type { Clipboard } from './clipboard.ts';

/** Electron's clipboard before it took items: pictures went in by a method of their own. */
interface Former {
  writeImage?(picture: Electron.NativeImage): void;
}

/** The system's own clipboard, by the words of the runtime that we are in: the oldest one we start in has no items. */
export const systemClipboard: Clipboard = {
  async writeText(text) {
    await clipboard.writeText(text);
  },
  async writePicture(png) {
    const picture = nativeImage.createFromBuffer(Buffer.from(png));
    if (picture.isEmpty()) return false;
    const former = clipboard as Former;
    if (former.writeImage) former.writeImage(picture);
    // Written anew by the decoder, so that only what it understood leaves us.
    else {
      const blob = new Blob([new Uint8Array(picture.toPNG())], { type: 'image/png' });
      await clipboard.write([new electron.ClipboardItem({ 'image/png': blob })]);
    }
    return true;
  },
};

/** What is used of a picture that libheif has found. */
interface HeifImage {
  is_primary(): boolean;
  /** As it is shown: turned and cropped as the file says. */
  get_width(): number;
  get_height(): number;
  /** Fills the room with straight RGBA; null: it can't be decoded. */
  display(room: Room, done: (filled: Room | null) => void): void;
}

interface Room {
  width: number;
  height: number;
  data: Uint8ClampedArray<ArrayBuffer>;
}

/** libheif-js, as far as it is used; its own types describe its C functions only. */
export type Libheif = () => {
  ready: Promise<unknown>;
  HeifDecoder: new () => { decode(bytes: Uint8Array): HeifImage[] };
};

/**
 * A HEIC's primary picture, turned and cropped as the file says; straight RGBA.
 * @throws Error in libheif's words, where it can't be decoded
 */
export async function readHeif(libheif: Libheif, bytes: Uint8Array): Promise<Room> {
  const heif = libheif();
  await heif.ready;
  const pictures = new heif.HeifDecoder().decode(bytes);
  const picture = pictures.find((one) => one.is_primary()) ?? pictures[0];
  if (!picture) throw new Error('there is no picture in it');
  const [width, height] = [picture.get_width(), picture.get_height()];
  const room = { width, height, data: new Uint8ClampedArray(width * height * 4) };
  const pixels = await new Promise<Room | null>((resolve) => picture.display(room, resolve));
  if (!pixels) throw new Error('its pixels can’t be decoded');
  return pixels;
}

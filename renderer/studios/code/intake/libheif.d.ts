/** What is used of libheif-js, whose own types describe its C functions only. */
declare module 'libheif-js/libheif-wasm/libheif-bundle.mjs' {
  interface Room {
    width: number;
    height: number;
    data: Uint8ClampedArray;
  }
  interface HeifImage {
    is_primary(): boolean;
    /** As it is shown: turned and cropped as the file says. */
    get_width(): number;
    get_height(): number;
    /** Fills the room with straight RGBA; null: it can't be decoded. */
    display(room: Room, done: (filled: Room | null) => void): void;
  }
  export default function libheif(): {
    ready: Promise<unknown>;
    HeifDecoder: new () => { decode(bytes: Uint8Array): HeifImage[] };
  };
}

import { turned } from '../../../../models/code/picture.ts';
import { t } from '../../../lib/words.svelte.ts';
import { untitled } from '../desk.svelte.ts';
import type { PageDocument } from '../document.svelte.ts';
import { imageOf } from '../intake/pixels.ts';
import { PenSheet } from '../intake/pen/sheet.svelte.ts';
import type { Picture } from '../intake/pictures.ts';
import type { CodeStudio } from '../studio.svelte.ts';
import { Sketch } from './sketch.ts';

/** The picture in front as a hand takes it: enlarged, turned, straightened, or drawn with the pen. */
export class Paper {
  /** 1 shows it whole. */
  zoom = $state(1);
  /** What is straightened, while it is asked how. */
  #straightened = $state.raw<Sketch | null>(null);
  /** What is drawn, while the pen is in the hand. */
  #penned = $state.raw<PageDocument | null>(null);

  constructor(
    private readonly studio: Pick<
      CodeStudio,
      'clear' | 'document' | 'panes' | 'reading' | 'installed' | 'readAgain' | 'announce'
    >,
  ) {}

  /** How the sketch lies is being asked. One that comes in front meanwhile is another. */
  get straightening(): boolean {
    return this.#straightened !== null && this.#straightened === this.studio.document.sketch;
  }

  set straightening(on: boolean) {
    this.#straightened = on ? this.studio.document.sketch : null;
  }

  /** The pen is in the hand: the sketch pane is paper. A sketch that comes in front is none; nor is a pane that is hidden. */
  get penning(): boolean {
    return this.#penned === this.studio.document && this.studio.panes.isShown('sketch');
  }

  set penning(on: boolean) {
    this.#penned = on ? this.studio.document : null;
  }

  zoomBy(factor: number): void {
    this.zoom = Math.min(6, Math.max(1, this.zoom * factor));
  }

  /** The picture was straightened, cropped or turned. */
  straightened(picture: Picture): void {
    this.straightening = false;
    // It is used as it was: the same pixels, which are copied where anything was done to them.
    if (picture.image.data === this.studio.document.sketch?.image.data) return;
    this.#show(t('Straighten'), picture);
  }

  /** Whether the sketch is a picture that may lie on its side. What is drawn here stands upright. */
  get canTurn(): boolean {
    const { sketch, pen } = this.studio.document;
    return sketch !== null && pen === null;
  }

  /** Turns the sketch by a quarter, and reads it anew. */
  turn(way: 'left' | 'right'): void {
    const { sketch } = this.studio.document;
    if (!sketch || !this.canTurn) return;
    const image = imageOf(turned(sketch.image, way === 'right' ? 90 : 270));
    this.#show(way === 'right' ? t('Turn right') : t('Turn left'), {
      name: sketch.name,
      width: image.width,
      height: image.height,
      image,
    });
    this.studio.announce(way === 'right' ? t('Turned to the right') : t('Turned to the left'));
  }

  /** Another picture of the same. What is being read of the old one is of no use any more. */
  #show(label: string, picture: Picture): void {
    this.studio.document.redraw(label, new Sketch(picture));
    if (this.studio.installed.manifest) this.studio.readAgain();
  }

  /** Takes the pen for a wireframe of one's own, or puts it down. */
  togglePen(): void {
    if (this.penning) {
      this.penning = false;
      return;
    }
    if (!this.studio.document.pen && !this.studio.document.blank && !this.studio.clear()) return;
    const { document, panes } = this.studio;
    document.pen ??= new PenSheet();
    // What is drawn from now on is a step of its own.
    document.history.settle();
    if (document.name === untitled()) document.name = 'Wireframe.gompage';
    panes.show('sketch');
    this.penning = true;
  }

  /** After each change of the ink: newer ink is read instead of older. */
  inked(image: ImageData | null): void {
    const { document, reading } = this.studio;
    const ink = document.pen?.drawing;
    // A step of the document's own history has put other ink on the paper.
    if (!ink || ink === document.state.ink) return;
    // The pen's last step was taken back: so is what came of it, and the page is as it was.
    if (ink === document.history.past.at(-1)?.state.ink) return void document.undo();
    if (image === null) {
      if (!document.sketch) return;
      reading.yieldTo(document);
      document.draw(ink, null);
      return;
    }
    const { width, height } = image;
    document.draw(ink, new Sketch({ name: document.name, width, height, image }));
    void reading.read(document, { quiet: true });
  }
}

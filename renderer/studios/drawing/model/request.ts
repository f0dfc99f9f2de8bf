import type { Manifest } from '../../../../models/manifest.ts';
import { pageFor } from '../../../../models/drawing/page.ts';
import { defaultSampling } from '../../../../models/drawing/request.ts';
import { drawingArms, type DrawingKind } from '../../../../models/taste/drawing.ts';
import type { ModelHost } from './host.ts';
import { inkOf } from './paper.ts';

/** The settings for what is made next: taste chooses those that the person left as they are. */
export function chosenFor({ drawing, app }: ModelHost, kind: DrawingKind) {
  const arms = drawingArms({ kind, subject: drawing.subject }, { temperature: app.settings.drawTemperature });
  return app.taste.choose(arms);
}

/**
 * What every request about the drawing says.
 * @param seed unsigned 32-bit
 * @param kind lets taste choose the settings; null: as they are set
 */
export function requestFor(host: ModelHost, { name: model }: Manifest, seed: number, kind: DrawingKind | null) {
  const { drawing, app } = host;
  const ink = inkOf(drawing);
  const temperature = kind === null ? app.settings.drawTemperature : chosenFor(host, kind).settings.temperature;
  const sampling = { ...defaultSampling, temperature, seed };
  return { model, ink, page: pageFor(drawing, ink), subject: drawing.subject, sampling };
}

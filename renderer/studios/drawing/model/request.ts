import type { Manifest } from '../../../../models/manifest.ts';
import { pageFor } from '../../../../models/drawing/page.ts';
import { defaultSampling } from '../../../../models/drawing/request.ts';
import type { ModelHost } from './host.ts';
import { inkOf } from './paper.ts';

/** What every request about the drawing says. @param seed unsigned 32-bit */
export function requestFor({ drawing, app }: ModelHost, { name: model }: Manifest, seed: number) {
  const ink = inkOf(drawing);
  const sampling = { ...defaultSampling, temperature: app.settings.drawTemperature, seed };
  return { model, ink, page: pageFor(drawing, ink), subject: drawing.subject, sampling };
}

import { tag, type Tag } from './node.ts';

/* Placeholders, as inline SVG: nothing is fetched. */

function svg(look: string, box: string, name: string, element: string, shapes: Tag[]): Tag {
  return tag('svg', { class: look, viewBox: box, role: 'img', 'aria-label': name }, shapes, { element });
}

const path = (d: string): Tag => tag('path', { d });

export const image = (name: string, element: string): Tag =>
  svg('image', '0 0 160 90', name || 'Image', element, [
    tag('rect', { width: '160', height: '90' }),
    path('M0 0 160 90M160 0 0 90'),
  ]);

export const avatar = (element: string): Tag =>
  svg('avatar', '0 0 40 40', 'Avatar', element, [
    tag('circle', { cx: '20', cy: '20', r: '19' }),
    tag('circle', { cx: '20', cy: '15', r: '7' }),
    path('M7 33c3-9 23-9 26 0'),
  ]);

export const icon = (element: string): Tag =>
  svg('icon', '0 0 24 24', 'Icon', element, [tag('circle', { cx: '12', cy: '12', r: '9' }), path('M12 7v5l3 3')]);

export const video = (element: string): Tag =>
  svg('image', '0 0 160 90', 'Video', element, [
    tag('rect', { width: '160', height: '90' }),
    path('M68 30 98 45 68 60Z'),
  ]);

export const chart = (element: string): Tag =>
  svg('image', '0 0 160 90', 'Chart', element, [
    path('M8 4V82H156'),
    path('M20 82V50H40V82M56 82V30H76V82M92 82V58H112V82M128 82V18H148V82'),
  ]);

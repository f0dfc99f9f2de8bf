import AppWindow from '@lucide/svelte/icons/app-window';
import AlignLeft from '@lucide/svelte/icons/align-left';
import ChartColumn from '@lucide/svelte/icons/chart-column';
import ChevronsUpDown from '@lucide/svelte/icons/chevrons-up-down';
import CircleDot from '@lucide/svelte/icons/circle-dot';
import CircleUser from '@lucide/svelte/icons/circle-user';
import Columns2 from '@lucide/svelte/icons/columns-2';
import Ellipsis from '@lucide/svelte/icons/ellipsis';
import Heading1 from '@lucide/svelte/icons/heading-1';
import Heading2 from '@lucide/svelte/icons/heading-2';
import Heading3 from '@lucide/svelte/icons/heading-3';
import Image from '@lucide/svelte/icons/image';
import Link from '@lucide/svelte/icons/link';
import List from '@lucide/svelte/icons/list';
import Loader from '@lucide/svelte/icons/loader';
import Minus from '@lucide/svelte/icons/minus';
import PanelBottom from '@lucide/svelte/icons/panel-bottom';
import PanelLeft from '@lucide/svelte/icons/panel-left';
import PanelTop from '@lucide/svelte/icons/panel-top';
import RectangleEllipsis from '@lucide/svelte/icons/rectangle-ellipsis';
import RectangleHorizontal from '@lucide/svelte/icons/rectangle-horizontal';
import Rows2 from '@lucide/svelte/icons/rows-2';
import Search from '@lucide/svelte/icons/search';
import SlidersHorizontal from '@lucide/svelte/icons/sliders-horizontal';
import Square from '@lucide/svelte/icons/square';
import SquareCheck from '@lucide/svelte/icons/square-check';
import Star from '@lucide/svelte/icons/star';
import Table from '@lucide/svelte/icons/table';
import Tag from '@lucide/svelte/icons/tag';
import TextCursorInput from '@lucide/svelte/icons/text-cursor-input';
import ToggleLeft from '@lucide/svelte/icons/toggle-left';
import Video from '@lucide/svelte/icons/video';
import type { Component } from 'svelte';
import type { Kind } from '../../../../models/code/page.ts';

type Icon = Component<{ size?: number }>;

const icons: Partial<Record<Kind, Icon>> = {
  'heading-1': Heading1,
  'heading-2': Heading2,
  'heading-3': Heading3,
  paragraph: AlignLeft,
  label: Tag,
  link: Link,
  input: TextCursorInput,
  textarea: TextCursorInput,
  password: RectangleEllipsis,
  search: Search,
  select: ChevronsUpDown,
  'checkbox-off': SquareCheck,
  'checkbox-on': SquareCheck,
  'radio-off': CircleDot,
  'radio-on': CircleDot,
  'switch-off': ToggleLeft,
  'switch-on': ToggleLeft,
  image: Image,
  avatar: CircleUser,
  icon: Star,
  video: Video,
  pagination: Ellipsis,
  progress: Loader,
  divider: Minus,
  slider: SlidersHorizontal,
  chart: ChartColumn,
  header: PanelTop,
  sidebar: PanelLeft,
  footer: PanelBottom,
  row: Columns2,
  card: Square,
  list: List,
  item: Minus,
  table: Table,
  cells: Rows2,
  cell: RectangleHorizontal,
  tabs: AppWindow,
  'tab-off': AppWindow,
  'tab-on': AppWindow,
};

export function iconOf(kind: Kind): Icon {
  if (kind.startsWith('button-')) return RectangleHorizontal;
  if (kind.startsWith('column-')) return Rows2;
  return icons[kind] ?? Square;
}

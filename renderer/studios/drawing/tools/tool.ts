export const toolNames = ['pen', 'eraser', 'select', 'hand'] as const;
export type ToolName = (typeof toolNames)[number];

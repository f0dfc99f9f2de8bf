/** What no page may hold as it is: control characters and line breaks, halves of pairs, what is never a character. */
export const meaningless = /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]+/gu;

/** A text as it goes into a page. */
export const clean = (text: string): string => text.replace(meaningless, ' ').trim();

import { config } from 'zod';

/** The page's content security policy forbids making code at run time, which zod would otherwise try to do. */
config({ jitless: true });

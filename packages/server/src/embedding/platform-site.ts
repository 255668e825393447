/** The platform's own site, of direct subscribers. Its first migration makes it. */
export const PLATFORM_SITE_ID = '00000000-0000-4000-8000-000000000001';

/** Id of the platform's own site, of direct subscribers. */
export const PLATFORM_SITE_ID = '00000000-0000-4000-8000-000000000001';

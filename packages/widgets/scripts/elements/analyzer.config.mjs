/** The manifest is that of the package of the elements, whichever folder the analyzer is called from. */
export default { packagejson: false };

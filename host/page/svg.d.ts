/** esbuild's text loader hands over the drawing's source. */
declare module "@fluentui/svg-icons/icons/*.svg" {
  const source: string;
  export default source;
}

/** The page's build makes a React component of a drawing, as the controls' build does. */
declare module "@fluentui/svg-icons/icons/*.svg" {
  const drawing: (props: React.SVGAttributes<SVGSVGElement>) => React.ReactElement;
  export default drawing;
}

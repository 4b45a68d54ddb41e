/** Icons of @fluentui/svg-icons become components by the build's svgr rule: the bytes of the drawing, no icon library. */
declare module "*.svg" {
  import type * as React from "react";
  const Icon: React.FunctionComponent<React.SVGProps<SVGSVGElement>>;
  export default Icon;
}

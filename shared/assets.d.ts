/**
 * A drawing from @fluentui/svg-icons: the build makes a component of it, which costs the bytes of the drawing alone. It
 * has a view box, no size and no props (`svgr` in package.json): size and colour are those of shared/ui/Icon.
 */
declare module "*.svg" {
  import type { FunctionComponent } from "react";

  const Icon: FunctionComponent;
  export default Icon;
}

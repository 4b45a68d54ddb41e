/** A drawing from @fluentui/svg-icons: the build makes a component of it, which costs the bytes of the drawing alone. */
declare module "*.svg" {
  import type { FunctionComponent } from "react";

  const Icon: FunctionComponent;
  export default Icon;
}

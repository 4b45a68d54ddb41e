import type { Text as TextOf } from "../../../shared/form/strings";
import type { TextKey } from "../generated/TextKeys";

/** The texts of this control. */
export type Text = TextOf<TextKey>;

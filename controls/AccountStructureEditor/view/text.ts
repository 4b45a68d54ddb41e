import type { ControlText, FormTextKey } from "../../../shared/form/strings";
import type { TextKey } from "../generated/TextKeys";

/** The texts of this control, among them those that every control has. */
export type Text = ControlText<TextKey, FormTextKey>;

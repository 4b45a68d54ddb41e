import { tokens, type Theme } from "@fluentui/react-components";

/** A locked field looks as an open one, but its focus line is grey: wrap it in a FluentProvider with this part of a theme. */
export const readOnlyTheme: Partial<Theme> = {
  colorCompoundBrandStroke: tokens.colorNeutralStroke1,
  colorCompoundBrandStrokeHover: tokens.colorNeutralStroke1Hover,
  colorCompoundBrandStrokePressed: tokens.colorNeutralStroke1Pressed,
};

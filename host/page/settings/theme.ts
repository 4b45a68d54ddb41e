import type { Theme } from "@fluentui/react-components";
import { teamsHighContrastTheme, typographyStyles, webDarkTheme, webLightTheme } from "@fluentui/react-components";
import type { ThemeName } from "./settings.types";

const THEMES: Readonly<Record<ThemeName, Theme>> = {
  light: webLightTheme,
  dark: webDarkTheme,
  contrast: teamsHighContrastTheme,
};

export function themeOf(name: ThemeName): Theme {
  return THEMES[name];
}

/** The 16 slots of Fluent's web brand, from which webLightTheme and webDarkTheme are made. */
const WEB_BRAND: ComponentFramework.BrandVariants = {
  10: "#061724",
  20: "#082338",
  30: "#0a2e4a",
  40: "#0c3b5e",
  50: "#0e4775",
  60: "#0f548c",
  70: "#115ea3",
  80: "#0f6cbd",
  90: "#2886de",
  100: "#479ef5",
  110: "#62abf5",
  120: "#77b7f7",
  130: "#96c6fa",
  140: "#b4d6fa",
  150: "#cfe4fa",
  160: "#ebf3fc",
};

/** `context.fluentDesignLanguage` for a theme. */
export function designLanguage(name: ThemeName): ComponentFramework.FluentDesignState {
  return { tokenTheme: THEMES[name], isDarkTheme: name !== "light", brand: WEB_BRAND, typographyTokens: TYPOGRAPHY };
}

const TYPOGRAPHY: ComponentFramework.TypographyStyles = typographyStyles;

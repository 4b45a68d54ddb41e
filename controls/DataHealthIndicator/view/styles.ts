import { makeStyles, tokens, typographyStyles } from "@fluentui/react-components";

export const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalS, minWidth: 0 },
  /** Looks and lines up as a field that cannot be typed into. */
  field: {
    display: "flex", flexWrap: "wrap", alignItems: "center", columnGap: tokens.spacingHorizontalS, minHeight: "32px", boxSizing: "border-box", minWidth: 0, position: "relative", overflow: "hidden",
    paddingInlineStart: tokens.spacingHorizontalM, paddingInlineEnd: tokens.spacingHorizontalXXS, backgroundColor: tokens.colorNeutralBackground3, borderRadius: tokens.borderRadiusMedium,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorTransparentStroke}`, color: tokens.colorNeutralForeground1, ...typographyStyles.body1,
  },
  bar: { position: "absolute", insetInlineStart: 0, insetBlockEnd: 0, width: "100%" },
  score: { fontVariantNumeric: "tabular-nums" },
  quiet: { color: tokens.colorNeutralForeground3, ...typographyStyles.caption1 },
  /** A live region must stand there before it speaks; until then it takes no room. */
  silent: { position: "absolute" },
  toggle: { marginInlineStart: "auto" },
  offer: { display: "flex", flexWrap: "wrap", alignItems: "center", justifyContent: "space-between", columnGap: tokens.spacingHorizontalM, paddingInlineStart: tokens.spacingHorizontalM, color: tokens.colorNeutralForeground3, ...typographyStyles.caption1 },
  list: { listStyleType: "none", margin: 0, padding: 0, display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalS, minWidth: 0 },
  row: { display: "flex", flexWrap: "wrap", alignItems: "flex-start", columnGap: tokens.spacingHorizontalM, rowGap: tokens.spacingVerticalXXS, paddingInlineStart: tokens.spacingHorizontalM, minWidth: 0 },
  about: { display: "flex", columnGap: tokens.spacingHorizontalS, flexGrow: 1, flexShrink: 1, flexBasis: "160px", minWidth: 0, paddingBlockStart: tokens.spacingVerticalSNudge },
  names: { minWidth: 0, ...typographyStyles.body1 },
  caption: { display: "block", color: tokens.colorNeutralForeground3, ...typographyStyles.caption1 },
  critical: { color: tokens.colorStatusDangerForeground1 },
  editor: { flexGrow: 2, flexShrink: 1, flexBasis: "180px", minWidth: 0 },
});

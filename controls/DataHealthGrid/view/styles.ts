import { makeStyles, tokens, typographyStyles } from "@fluentui/react-components";

export const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalS, minWidth: 0, containerType: "inline-size" },
  summary: { display: "flex", flexWrap: "wrap", alignItems: "center", columnGap: tokens.spacingHorizontalM, rowGap: tokens.spacingVerticalXXS, minHeight: "32px", color: tokens.colorNeutralForeground1, ...typographyStyles.body1 },
  pair: { display: "flex", alignItems: "center", columnGap: tokens.spacingHorizontalS, minWidth: 0 },
  score: { display: "flex", alignItems: "center", columnGap: tokens.spacingHorizontalS, whiteSpace: "nowrap", fontVariantNumeric: "tabular-nums" },
  quiet: { color: tokens.colorNeutralForeground3, ...typographyStyles.caption1 },
  table: { width: "100%", tableLayout: "fixed", borderCollapse: "collapse", color: tokens.colorNeutralForeground1, ...typographyStyles.body1 },
  headerCell: { height: "42px", textAlign: "start", paddingBlock: 0, paddingInline: tokens.spacingHorizontalS, boxSizing: "border-box", borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`, ...typographyStyles.body1Strong },
  // Hover and selection of high contrast ask for texts in their colours, which the parts of a row have not.
  row: { ":hover": { backgroundColor: tokens.colorNeutralBackground3 } },
  open: { backgroundColor: tokens.colorNeutralBackground3 },
  cell: { height: "42px", paddingBlock: 0, paddingInline: tokens.spacingHorizontalS, boxSizing: "border-box", borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`, minWidth: 0 },
  name: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  link: { color: tokens.colorBrandForegroundLink, maxWidth: "100%", minWidth: 0, justifyContent: "flex-start", paddingInline: 0, ...typographyStyles.body1, ":hover": { color: tokens.colorBrandForegroundLinkHover, textDecorationLine: "none" } },
  health: { width: "148px", "@container (max-width: 480px)": { width: "88px" } },
  /** Where there is no room the word is left to the ears; number and shape stay for the eyes. */
  word: { "@container (max-width: 480px)": { position: "absolute", width: "1px", height: "1px", overflow: "hidden", clipPath: "inset(50%)" } },
  missing: { "@container (max-width: 480px)": { display: "none" } },
  action: { width: "44px", textAlign: "end", paddingInline: 0 },
  panel: { padding: tokens.spacingHorizontalM, borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}` },
  fields: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalS, minWidth: 0 },
  field: { display: "flex", flexWrap: "wrap", alignItems: "flex-start", columnGap: tokens.spacingHorizontalM, rowGap: tokens.spacingVerticalXXS },
  label: { flexGrow: 1, flexShrink: 1, flexBasis: "140px", minWidth: 0, paddingBlockStart: tokens.spacingVerticalSNudge, ...typographyStyles.body1 },
  input: { flexGrow: 2, flexShrink: 1, flexBasis: "180px", minWidth: 0 },
  buttons: { display: "flex", flexWrap: "wrap", columnGap: tokens.spacingHorizontalS, justifyContent: "flex-end" },
});

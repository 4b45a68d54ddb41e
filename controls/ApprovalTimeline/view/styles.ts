import { makeStyles, tokens, typographyStyles } from "@fluentui/react-components";

export const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalM, minWidth: 0 },
  /** Looks and lines up as a field that cannot be typed into. */
  field: {
    display: "flex", alignItems: "center", columnGap: tokens.spacingHorizontalS, minHeight: "32px", boxSizing: "border-box", minWidth: 0,
    paddingInlineStart: tokens.spacingHorizontalM, paddingInlineEnd: tokens.spacingHorizontalXXS, backgroundColor: tokens.colorNeutralBackground3, borderRadius: tokens.borderRadiusMedium,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorTransparentStroke}`, color: tokens.colorNeutralForeground1, ...typographyStyles.body1,
  },
  grow: { flexGrow: 1, minWidth: 0 },
  offer: { display: "flex", flexWrap: "wrap", alignItems: "center", justifyContent: "space-between", columnGap: tokens.spacingHorizontalM, paddingInlineStart: tokens.spacingHorizontalM, color: tokens.colorNeutralForeground3, ...typographyStyles.caption1 },
  list: { listStyleType: "none", margin: 0, padding: 0, display: "flex", flexDirection: "column", minWidth: 0 },
  process: { borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`, paddingBlock: tokens.spacingVerticalS, ":first-child": { borderTopStyle: "none", paddingBlockStart: 0 } },
  head: { display: "flex", alignItems: "flex-start", columnGap: tokens.spacingHorizontalXS, minWidth: 0 },
  toggle: { flexShrink: 0 },
  titles: { flexGrow: 1, minWidth: 0, paddingBlockStart: tokens.spacingVerticalSNudge },
  titleLine: { display: "flex", flexWrap: "wrap", alignItems: "center", columnGap: tokens.spacingHorizontalS, rowGap: tokens.spacingVerticalXXS },
  title: { margin: 0, minWidth: 0, ...typographyStyles.body1Strong },
  meta: { color: tokens.colorNeutralForeground3, ...typographyStyles.caption1, display: "block" },
  late: { color: tokens.colorStatusDangerForeground1 },
  body: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalS, paddingBlockStart: tokens.spacingVerticalS, paddingInlineStart: tokens.spacingHorizontalM, minWidth: 0 },
  stage: { color: tokens.colorNeutralForeground2, ...typographyStyles.caption1Strong, margin: 0 },
  /** The line of the timeline runs behind the icons. */
  row: {
    position: "relative", display: "flex", columnGap: tokens.spacingHorizontalS, paddingBlockEnd: tokens.spacingVerticalS, minWidth: 0,
    "::before": { content: '""', position: "absolute", insetInlineStart: "9px", insetBlockStart: "22px", insetBlockEnd: "-2px", width: tokens.strokeWidthThick, backgroundColor: tokens.colorNeutralStroke2 },
    ":last-child::before": { display: "none" },
  },
  person: { display: "flex", flexWrap: "wrap", columnGap: tokens.spacingHorizontalS, alignItems: "baseline", ...typographyStyles.body1, color: tokens.colorNeutralForeground1 },
  status: { color: tokens.colorNeutralForeground2 },
  comment: {
    marginBlock: `${tokens.spacingVerticalXS} 0`, marginInline: 0, paddingBlock: tokens.spacingVerticalSNudge, paddingInline: tokens.spacingHorizontalM, whiteSpace: "pre-wrap", maxHeight: "240px", overflowY: "auto",
    backgroundColor: tokens.colorNeutralBackground3, borderRadius: tokens.borderRadiusMedium, ...typographyStyles.body1,
  },
  event: { display: "flex", flexWrap: "wrap", columnGap: tokens.spacingHorizontalM, paddingBlock: tokens.spacingVerticalXXS, ...typographyStyles.caption1, color: tokens.colorNeutralForeground2 },
  time: { color: tokens.colorNeutralForeground3, minWidth: "120px" },
  more: { alignSelf: "flex-start" },
  gaps: { margin: 0, paddingInlineStart: tokens.spacingHorizontalL, color: tokens.colorNeutralForeground3, ...typographyStyles.caption1 },
});

/**
 * Measures of the page in CSS px, as seen on Dynamics 365 pages of the "new look" (2026 wave 1). What Fluent's tokens
 * already give (32 px controls, radius, type ramp) is not repeated here.
 */
export const measures = {
  appHeader: 48,
  siteMap: 200,
  siteMapCollapsed: 40,
  siteMapItem: 36,
  gap: 16,
  commandBar: 45,
  /** Width of a label that stands left of its field. */
  label: 184,
  labelTop: 24,
  fieldColumnGap: 23,
  /** A cell narrower than this puts its label on top. */
  labelTopBelow: 371,
  gridRow: 42,
  quickCreate: 420,
  recordSet: 280,
} as const;

/** One line, cut with an ellipsis; whatever stands above or below it (a pile of combining marks) is cut as well. */
export const oneLine = {
  minWidth: 0,
  maxWidth: "100%",
  overflow: "hidden",
  textOverflow: "ellipsis",
  whiteSpace: "nowrap",
} as const;

/** At most so many lines of a text that may be of any length. */
export const atMostLines = (lines: number) =>
  ({
    display: "-webkit-box",
    WebkitBoxOrient: "vertical",
    WebkitLineClamp: lines,
    minWidth: 0,
    overflow: "hidden",
    overflowWrap: "anywhere",
  }) as const;

export const px = (value: number): string => `${value}px`;

/** A window so low that parts which stand still would take the form's room: a page at 400 % zoom, a phone on its side. */
export const lowWindow = "@media (max-height: 480px)";

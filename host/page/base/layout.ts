/**
 * Measures of the page in CSS px, as seen on Dynamics 365 pages of the new look (form.md, section 2). What Fluent's tokens
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

export const px = (value: number): string => `${value}px`;

/** A window so low that parts which stand still would take the form's room: a page at 400 % zoom, a phone on its side. */
export const lowWindow = "@media (max-height: 480px)";

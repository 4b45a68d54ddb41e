import * as React from "react";
import { Button, Divider, makeStyles, mergeClasses, tokens, useArrowNavigationGroup } from "@fluentui/react-components";
import { textIn } from "../data/localized";
import { tableOf, useHost } from "../base/host";
import { Icon } from "../base/icons";
import { measures, px } from "../base/layout";

const useStyles = makeStyles({
  nav: {
    width: px(measures.siteMap),
    flexShrink: 0,
    boxSizing: "border-box",
    overflowY: "auto",
    overflowX: "hidden",
    backgroundColor: tokens.colorNeutralBackground4,
    paddingBlock: tokens.spacingVerticalS,
  },
  collapsed: { width: px(measures.siteMapCollapsed) },
  overlay: { position: "absolute", insetBlock: 0, insetInlineStart: 0, zIndex: 2, boxShadow: tokens.shadow16 },
  toggle: {
    width: px(measures.siteMapCollapsed),
    maxWidth: "100%",
    minWidth: 0,
    height: px(measures.siteMapItem),
    borderRadius: 0,
  },
  group: {
    margin: 0,
    paddingBlock: tokens.spacingVerticalS,
    paddingInline: tokens.spacingHorizontalM,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground1,
  },
  item: {
    position: "relative",
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalS,
    boxSizing: "border-box",
    width: "100%",
    height: px(measures.siteMapItem),
    paddingInlineStart: "10px",
    paddingInlineEnd: tokens.spacingHorizontalS,
    border: "none",
    backgroundColor: "transparent",
    color: tokens.colorNeutralForeground1,
    fontFamily: tokens.fontFamilyBase,
    fontSize: tokens.fontSizeBase300,
    textAlign: "start",
    cursor: "pointer",
    textDecorationLine: "none",
    ":hover": { backgroundColor: tokens.colorNeutralBackground3 },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-2px" },
  },
  selected: {
    backgroundColor: tokens.colorNeutralBackground1,
    fontWeight: tokens.fontWeightSemibold,
    "::before": {
      content: "''",
      position: "absolute",
      insetInlineStart: 0,
      insetBlock: "6px",
      width: "3px",
      borderRadius: tokens.borderRadiusMedium,
      backgroundColor: tokens.colorCompoundBrandStroke,
    },
  },
  text: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
});

/** The app's areas: a tree in one tab stop, collapsible to icons. */
export function SiteMap(props: {
  readonly selected: string;
  readonly collapsed: boolean;
  readonly overlay: boolean;
  readonly onToggle: () => void;
}): React.ReactElement {
  const styles = useStyles();
  const host = useHost();
  const arrows = useArrowNavigationGroup({ axis: "vertical" });
  const { languageId } = host.formats;
  const groups = host.model.apps[0]?.siteMap ?? [
    {
      title: { 1033: "Tables" },
      items: host.model.tables.map((table) => ({ table: table.logicalName, title: table.pluralName })),
    },
  ];
  return (
    <nav
      aria-label="Site map"
      className={mergeClasses(
        styles.nav,
        props.collapsed ? styles.collapsed : undefined,
        props.overlay ? styles.overlay : undefined,
      )}
    >
      <Button
        className={styles.toggle}
        appearance="subtle"
        lang="en"
        icon={<Icon name="navigation" />}
        aria-label={props.collapsed ? "Expand site map" : "Collapse site map"}
        aria-expanded={!props.collapsed}
        onClick={props.onToggle}
      />
      <div {...arrows}>
        {groups.map((group, index) => (
          <React.Fragment key={index}>
            {props.collapsed ? <Divider /> : <h3 className={styles.group}>{textIn(group.title, languageId)}</h3>}
            <div role="tree" aria-label={textIn(group.title, languageId)}>
              {group.items.map((item) => {
                const title =
                  textIn(item.title, languageId) ||
                  textIn(tableOf(host.model, item.table)?.pluralName, languageId, item.table);
                const chosen = item.table === props.selected;
                return (
                  <button
                    key={item.table}
                    type="button"
                    role="treeitem"
                    aria-selected={chosen}
                    aria-label={title}
                    title={title}
                    className={mergeClasses(styles.item, chosen ? styles.selected : undefined)}
                    onClick={() => void host.go({ kind: "list", table: item.table, viewId: null })}
                  >
                    <Icon name="table" />
                    {props.collapsed ? null : (
                      <span className={styles.text} dir="auto">
                        {title}
                      </span>
                    )}
                  </button>
                );
              })}
            </div>
          </React.Fragment>
        ))}
      </div>
    </nav>
  );
}

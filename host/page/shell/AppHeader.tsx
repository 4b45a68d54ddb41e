import * as React from "react";
import {
  Avatar,
  Button,
  Divider,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Text,
  Tooltip,
  makeStyles,
  tokens,
} from "@fluentui/react-components";
import { textIn } from "../data/localized";
import { useHost } from "../base/host";
import { EntryText } from "../base/EntryText";
import { Icon } from "../base/icons";
import { measures, px } from "../base/layout";

const useStyles = makeStyles({
  header: {
    display: "flex",
    alignItems: "center",
    boxSizing: "border-box",
    height: px(measures.appHeader),
    flexShrink: 0,
    paddingInline: tokens.spacingHorizontalS,
    gap: tokens.spacingHorizontalXS,
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
  },
  name: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalS,
    minWidth: 0,
    overflow: "hidden",
    whiteSpace: "nowrap",
    textOverflow: "ellipsis",
  },
  divider: { flexGrow: 0, height: "20px", "::before": { borderInlineStartColor: "currentColor" } },
  product: { whiteSpace: "nowrap" },
  app: { overflow: "hidden", textOverflow: "ellipsis" },
  space: { flexGrow: 1 },
  button: {
    color: "inherit",
    ":hover": { color: "inherit", backgroundColor: tokens.colorBrandBackgroundHover },
    ":hover:active": { color: "inherit", backgroundColor: tokens.colorBrandBackgroundPressed },
  },
});

/** The bar over everything: app name, quick create, the developers' tools, who acts. */
export function AppHeader(props: { readonly narrow: boolean; readonly toggleSiteMap: () => void }): React.ReactElement {
  const styles = useStyles();
  const host = useHost();
  const { model, settings, formats } = host;
  const appName = textIn(model.apps[0]?.displayName, formats.languageId, "Fieldstone");
  const creatable = model.tables.filter(
    (table) =>
      host.rights.can("Create", table.logicalName) &&
      model.forms.some((form) => form.table === table.logicalName && form.type === "quickCreate"),
  );
  return (
    <header className={styles.header} aria-label="App header">
      {props.narrow ? (
        <Button
          className={styles.button}
          appearance="transparent"
          lang="en"
          icon={<Icon name="navigation" />}
          aria-label="Site map"
          onClick={props.toggleSiteMap}
        />
      ) : (
        <Icon name="apps" />
      )}
      <div className={styles.name}>
        {props.narrow ? null : (
          <Text weight="semibold" className={styles.product}>
            Dynamics 365
          </Text>
        )}
        {props.narrow ? null : <Divider vertical className={styles.divider} />}
        <Text className={styles.app}>{appName}</Text>
      </div>
      <div className={styles.space} />
      {creatable.length > 0 ? (
        <Menu>
          <MenuTrigger disableButtonEnhancement>
            <Tooltip content="Quick create" relationship="label">
              <Button className={styles.button} appearance="transparent" lang="en" icon={<Icon name="add" />} />
            </Tooltip>
          </MenuTrigger>
          <MenuPopover>
            <MenuList>
              {creatable.map((table) => (
                <MenuItem
                  key={table.logicalName}
                  icon={<Icon name="table" />}
                  onClick={() => void host.quickCreate(table.logicalName)}
                >
                  <EntryText>{textIn(table.displayName, formats.languageId, table.logicalName)}</EntryText>
                </MenuItem>
              ))}
            </MenuList>
          </MenuPopover>
        </Menu>
      ) : null}
      <Tooltip content="Developer tools" relationship="label">
        <Button
          className={styles.button}
          appearance="transparent"
          lang="en"
          icon={<Icon name="wrench" />}
          aria-pressed={settings.tools}
          onClick={() => host.settingsStore.set({ tools: !settings.tools })}
        />
      </Tooltip>
      <Tooltip content={{ children: <EntryText>{host.rights.user.name}</EntryText> }} relationship="description">
        <Avatar name={host.rights.user.name} color="colorful" size={28} />
      </Tooltip>
    </header>
  );
}

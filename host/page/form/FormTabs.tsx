import * as React from "react";
import {
  Button,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Overflow,
  OverflowItem,
  Tab,
  TabList,
  makeStyles,
  tokens,
  useIsOverflowItemVisible,
  useOverflowMenu,
} from "@fluentui/react-components";
import { Icon } from "../base/icons";
import { EntryText } from "../base/EntryText";
import { oneLine } from "../base/layout";

export interface TabItem {
  readonly key: string;
  readonly label: string;
}

const useStyles = makeStyles({
  bar: { display: "flex", alignItems: "center", minWidth: 0, overflow: "hidden", paddingInline: "6px" },
  fitting: { display: "flex", alignItems: "center", minWidth: 0, flexGrow: 1, overflow: "hidden" },
  list: { flexShrink: 0 },
  // 46 px, so that command bar and header card come to the height seen on real pages.
  tab: { flexShrink: 0, maxWidth: "240px", paddingTop: "12px", paddingBottom: "12px" },
  label: { display: "block", ...oneLine },
  more: { minWidth: "auto", flexShrink: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightRegular },
});

/** The form's tabs in one tab stop; what does not fit is behind "more", the related tables come last. */
export function FormTabs(props: {
  readonly tabs: readonly TabItem[];
  readonly related: readonly TabItem[];
  readonly active: string;
  readonly onChoose: (key: string) => void;
  readonly panelId: string;
}): React.ReactElement {
  const styles = useStyles();
  return (
    <div className={styles.bar}>
      <Overflow minimumVisible={1} padding={48} key={props.tabs.map((tab) => tab.key).join()}>
        <div className={styles.fitting}>
          <TabList
            className={styles.list}
            size="large"
            selectedValue={props.active}
            onTabSelect={(_, data) => props.onChoose(String(data.value))}
            aria-label="Form tabs"
          >
            {props.tabs.map((tab, index) => (
              <OverflowItem
                key={tab.key}
                id={tab.key}
                priority={tab.key === props.active ? 1000 : props.tabs.length - index}
              >
                <Tab value={tab.key} className={styles.tab} aria-controls={props.panelId} title={tab.label}>
                  <span className={styles.label}>{tab.label}</span>
                </Tab>
              </OverflowItem>
            ))}
          </TabList>
          <MoreTabs tabs={props.tabs} onChoose={props.onChoose} />
        </div>
      </Overflow>
      {props.related.length > 0 ? (
        <Menu>
          <MenuTrigger disableButtonEnhancement>
            <Button
              appearance="transparent"
              className={styles.more}
              lang="en"
              icon={<Icon name="chevronDown" small />}
              iconPosition="after"
            >
              Related
            </Button>
          </MenuTrigger>
          <MenuPopover>
            <MenuList>
              {props.related.map((item) => (
                <MenuItem key={item.key} icon={<Icon name="table" />} onClick={() => props.onChoose(item.key)}>
                  <EntryText>{item.label}</EntryText>
                </MenuItem>
              ))}
            </MenuList>
          </MenuPopover>
        </Menu>
      ) : null}
    </div>
  );
}

function MoreTabs(props: {
  readonly tabs: readonly TabItem[];
  readonly onChoose: (key: string) => void;
}): React.ReactElement | null {
  const styles = useStyles();
  const { ref, isOverflowing } = useOverflowMenu<HTMLButtonElement>();
  if (!isOverflowing) return null;
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button
          ref={ref}
          appearance="transparent"
          className={styles.more}
          icon={<Icon name="more" />}
          lang="en"
          aria-label="More tabs"
          title="More tabs"
        />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {props.tabs.map((tab) => (
            <HiddenTab key={tab.key} tab={tab} onChoose={props.onChoose} />
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

function HiddenTab(props: {
  readonly tab: TabItem;
  readonly onChoose: (key: string) => void;
}): React.ReactElement | null {
  const visible = useIsOverflowItemVisible(props.tab.key);
  return visible ? null : (
    <MenuItem onClick={() => props.onChoose(props.tab.key)}>
      <EntryText>{props.tab.label}</EntryText>
    </MenuItem>
  );
}

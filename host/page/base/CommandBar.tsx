import * as React from "react";
import {
  Button,
  Divider,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Overflow,
  OverflowItem,
  makeStyles,
  mergeClasses,
  tokens,
  useArrowNavigationGroup,
  useIsOverflowItemVisible,
  useOverflowMenu,
} from "@fluentui/react-components";
import { Icon, type IconName } from "./icons";
import { measures, px } from "./layout";

export interface Command {
  readonly key: string;
  readonly label: string;
  readonly icon: IconName;
  readonly run: () => void;
  readonly disabled?: boolean;
  /** Drawn without its text, which becomes its name. */
  readonly iconOnly?: boolean;
  readonly pressed?: boolean;
  /** Always in the menu at the end. */
  readonly secondary?: boolean;
  /** A line before it. */
  readonly divided?: boolean;
}

const useStyles = makeStyles({
  bar: {
    display: "flex",
    alignItems: "center",
    boxSizing: "border-box",
    flexShrink: 0,
    height: px(measures.commandBar),
    paddingInline: tokens.spacingHorizontalS,
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusMedium,
    boxShadow: tokens.shadow4,
    border: `1px solid ${tokens.colorTransparentStroke}`,
    minWidth: 0,
  },
  plain: {
    height: "auto",
    border: "none",
    boxShadow: "none",
    backgroundColor: "transparent",
    paddingInline: 0,
    justifyContent: "flex-end",
  },
  items: { display: "flex", alignItems: "center", flexGrow: 1, minWidth: 0, overflow: "hidden", paddingBlock: "2px" },
  itemsEnd: { justifyContent: "flex-end" },
  item: { display: "inline-flex", alignItems: "center", flexShrink: 0 },
  button: {
    minWidth: "auto",
    fontWeight: tokens.fontWeightRegular,
    whiteSpace: "nowrap",
    paddingInline: tokens.spacingHorizontalS,
    "& .fui-Button__icon": { color: tokens.colorBrandForeground1 },
  },
  more: { flexShrink: 0 },
  divider: { flexGrow: 0, height: "20px", marginInline: tokens.spacingHorizontalXS },
});

/** Commands with icon and text in one tab stop; what does not fit goes into the menu at the end (⋮). */
export function CommandBar(props: {
  readonly label: string;
  readonly commands: readonly Command[];
  readonly plain?: boolean;
  readonly compact?: boolean;
}): React.ReactElement {
  const styles = useStyles();
  const arrows = useArrowNavigationGroup({ axis: "horizontal", circular: true });
  const compact = props.compact ?? false;
  const primary = props.commands.filter((command) => !command.secondary);
  // On a phone: the way back, the first command that has a text, and the rest in the menu.
  const shown = compact
    ? [
        ...primary.filter((command) => command.iconOnly).slice(0, 1),
        ...primary.filter((command) => !command.iconOnly).slice(0, 1),
      ]
    : primary;
  const hidden = props.commands.filter((command) => !shown.includes(command));
  const keepFocus = useKeptFocus();
  return (
    <div
      role="menubar"
      lang="en"
      aria-label={props.label}
      className={mergeClasses(styles.bar, props.plain ? styles.plain : undefined)}
      {...keepFocus}
      {...arrows}
    >
      <Overflow minimumVisible={1} padding={44} key={shown.map((command) => command.key).join()}>
        <div className={mergeClasses(styles.items, props.plain ? styles.itemsEnd : undefined)}>
          {shown.map((command, index) => (
            <OverflowItem key={command.key} id={command.key} priority={shown.length - index}>
              <span className={styles.item}>
                {command.divided ? <Divider vertical className={styles.divider} /> : null}
                <Button
                  role="menuitem"
                  appearance="subtle"
                  className={styles.button}
                  icon={<Icon name={command.icon} />}
                  disabledFocusable={command.disabled}
                  data-command={command.key}
                  onClick={command.run}
                  aria-label={command.label}
                  title={command.iconOnly ? command.label : undefined}
                  aria-pressed={command.pressed}
                >
                  {command.iconOnly ? null : command.label}
                </Button>
              </span>
            </OverflowItem>
          ))}
          <MoreCommands commands={shown} always={hidden} />
        </div>
      </Overflow>
    </div>
  );
}

/**
 * Commands come and go with the record's state. When the one that was just used goes, the focus stays at its place in the
 * bar instead of falling back to the top of the page.
 */
function useKeptFocus(): {
  readonly ref: React.RefObject<HTMLDivElement>;
  readonly onFocus: (event: React.FocusEvent) => void;
  readonly onBlur: () => void;
} {
  const ref = React.useRef<HTMLDivElement>(null);
  const last = React.useRef<{ readonly key: string; readonly index: number } | null>(null);
  const items = (): readonly HTMLElement[] => [...(ref.current?.querySelectorAll<HTMLElement>("[data-command]") ?? [])];
  React.useEffect(() => {
    if (last.current === null || document.activeElement !== document.body) return;
    const shown = items();
    const { key, index } = last.current;
    const next = shown.find((item) => item.dataset["command"] === key) ?? shown[Math.min(index, shown.length - 1)];
    next?.focus();
  });
  return {
    ref,
    onFocus: ({ target }) => {
      const item = target.closest<HTMLElement>("[data-command]");
      last.current = item ? { key: item.dataset["command"] ?? "", index: items().indexOf(item) } : null;
    },
    // React hears this when the person goes elsewhere, and not when it takes the button away itself.
    onBlur: () => {
      last.current = null;
    },
  };
}

function MoreCommands(props: {
  readonly commands: readonly Command[];
  readonly always: readonly Command[];
}): React.ReactElement | null {
  const styles = useStyles();
  const { ref, overflowCount, isOverflowing } = useOverflowMenu<HTMLButtonElement>();
  if (!isOverflowing && overflowCount === 0 && props.always.length === 0) return null;
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button
          ref={ref}
          role="menuitem"
          appearance="subtle"
          className={styles.more}
          icon={<Icon name="more" />}
          aria-label="More commands"
          title="More commands"
        />
      </MenuTrigger>
      <MenuPopover>
        <MenuList lang="en">
          {props.commands.map((command) => (
            <OverflowedCommand key={command.key} command={command} />
          ))}
          {props.always.map((command) => (
            <CommandItem key={command.key} command={command} />
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

function OverflowedCommand(props: { readonly command: Command }): React.ReactElement | null {
  const visible = useIsOverflowItemVisible(props.command.key);
  return visible ? null : <CommandItem command={props.command} />;
}

function CommandItem({ command }: { readonly command: Command }): React.ReactElement {
  return (
    <MenuItem icon={<Icon name={command.icon} />} disabled={command.disabled ?? false} onClick={command.run}>
      {command.label}
    </MenuItem>
  );
}

import * as React from "react";
import { Button, Tooltip } from "@fluentui/react-components";
import FilterIcon from "@fluentui/svg-icons/icons/filter_16_regular.svg";
import FilteredIcon from "@fluentui/svg-icons/icons/filter_16_filled.svg";
import RedoIcon from "@fluentui/svg-icons/icons/arrow_redo_16_regular.svg";
import UndoIcon from "@fluentui/svg-icons/icons/arrow_undo_16_regular.svg";
import StarFilledIcon from "@fluentui/svg-icons/icons/star_16_filled.svg";
import StarIcon from "@fluentui/svg-icons/icons/star_16_regular.svg";
import { Icon } from "../../../shared/ui/Icon";
import type { AccountCoding } from "../state/useAccountEntry";
import { type Command, shortcuts, withKey } from "./keys";
import type { Words } from "./messages";

interface Props {
  readonly coding: AccountCoding;
  readonly words: Words;
  readonly onCommand: (command: Command) => void;
}

/** Shows all values or the valid ones, keeps the account, undoes, does again. */
export function Toolbar({ coding, words, onCommand }: Props): React.ReactElement {
  const { isKept, showsAll, keep, undo, redo } = coding;
  const { text } = words;
  const tool = (command: Command, label: string, drawing: typeof StarIcon, idle = false): React.ReactElement => (
    <Tooltip content={withKey(label, command, text)} relationship="inaccessible">
      <Button
        appearance="subtle"
        size="small"
        aria-label={label}
        aria-keyshortcuts={shortcuts[command]}
        disabledFocusable={idle}
        icon={<Icon drawing={drawing} mirrored small />}
        onClick={() => onCommand(command)}
      />
    </Tooltip>
  );
  return (
    <>
      {tool("showAll", text(showsAll ? "Show_valid" : "Show_all"), showsAll ? FilterIcon : FilteredIcon)}
      {tool("keep", text(isKept ? "Favorite_remove" : "Favorite_add"), isKept ? StarFilledIcon : StarIcon, !keep)}
      {tool("undo", text("Undo"), UndoIcon, !undo)}
      {tool("redo", text("Redo"), RedoIcon, !redo)}
    </>
  );
}

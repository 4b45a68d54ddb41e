import * as React from "react";
import { Button } from "@fluentui/react-components";
import ArrowUndoIcon from "@fluentui/svg-icons/icons/arrow_undo_16_regular.svg";
import StarFilledIcon from "@fluentui/svg-icons/icons/star_16_filled.svg";
import StarIcon from "@fluentui/svg-icons/icons/star_16_regular.svg";
import { Icon } from "../../../shared/ui/Icon";
import type { AccountCoding } from "../state/useAccountEntry";
import type { Words } from "./messages";

/** Shows all values or the valid ones, keeps the account, undoes. */
export function Toolbar({
  coding,
  words,
}: {
  readonly coding: AccountCoding;
  readonly words: Words;
}): React.ReactElement {
  const { account, isKept, showsAll, undo } = coding;
  const { text } = words;
  return (
    <>
      <Button appearance="subtle" size="small" onClick={coding.toggleAll}>
        {text(showsAll ? "Show_valid" : "Show_all")}
      </Button>
      <Tool
        label={text(isKept ? "Favorite_remove" : "Favorite_add")}
        drawing={isKept ? StarFilledIcon : StarIcon}
        onClick={account ? coding.keep : undefined}
      />
      {undo && <Tool label={text("Undo")} drawing={ArrowUndoIcon} onClick={undo} />}
    </>
  );
}

interface ToolProps {
  readonly label: string;
  readonly drawing: typeof StarIcon;
  /** Absent: there is nothing to do. The button can still be reached, and says so. */
  readonly onClick?: () => void;
}

/** A button that its icon stands for. */
function Tool({ label, drawing, onClick }: ToolProps): React.ReactElement {
  return (
    <Button
      appearance="subtle"
      size="small"
      aria-label={label}
      title={label}
      disabledFocusable={!onClick}
      icon={<Icon drawing={drawing} mirrored small />}
      onClick={onClick}
    />
  );
}

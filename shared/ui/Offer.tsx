import * as React from "react";
import { Button } from "@fluentui/react-components";
import { Icon } from "./Icon";

interface Props {
  /** Whether there is something to take. */
  readonly stands: boolean;
  readonly drawing: React.ComponentType;
  readonly label: string;
  /** The label with what it is about, for those who do not see where it stands. */
  readonly fullLabel: string;
  /** Id of the element that says what would be written. */
  readonly describedBy?: string;
  readonly className: string;
  /** What the offer would change. */
  readonly children: React.ReactNode;
  readonly onTake: () => void;
}

/**
 * An offer that is shown as long as there is something to take. Once taken it stays, spent, until the focus leaves it: a
 * button that vanished under the focus would throw its person back to the top of the page.
 */
export function Offer(props: Props): React.ReactElement | null {
  const [focused, setFocused] = React.useState(false);
  if (!props.stands && !focused) return null;
  return (
    <div className={props.className}>
      {props.children}
      <Button
        appearance="subtle"
        size="small"
        icon={<Icon drawing={props.drawing} tone="brand" inline />}
        aria-label={props.fullLabel}
        aria-describedby={props.describedBy}
        disabledFocusable={!props.stands}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
        onClick={props.onTake}
      >
        <bdi>{props.label}</bdi>
      </Button>
    </div>
  );
}

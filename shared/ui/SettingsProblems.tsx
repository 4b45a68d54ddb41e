import * as React from "react";
import type { Text } from "../form/strings";
import type { SettingsProblem } from "../health/configure";
import { Notice } from "./Notice";

/** Mistakes in a maker's settings, shown on the control itself: the default stands in for each. */
export function SettingsProblems({
  problems,
  text,
}: {
  readonly problems: readonly SettingsProblem[];
  readonly text: Text;
}): React.ReactElement | null {
  if (problems.length === 0) return null;
  return (
    <Notice kind="warning" detail={problems.map(({ key, values }) => text(key, ...values)).join(" ")}>
      {text("Settings_title")}
    </Notice>
  );
}

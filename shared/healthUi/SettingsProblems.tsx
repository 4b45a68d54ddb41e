import * as React from "react";
import type { Text } from "../form/strings";
import type { SettingsProblem } from "../health/configure";
import { Notice } from "../ui/Notice";

export type SettingsTextKey = "Settings_title" | `Settings_${SettingsProblem["kind"]}`;

/** Mistakes in a maker's settings, shown on the control itself: the default stands in for each. */
export function SettingsProblems({
  problems,
  text,
}: {
  readonly problems: readonly SettingsProblem[];
  readonly text: Text<SettingsTextKey>;
}): React.ReactElement | null {
  if (problems.length === 0) return null;
  return (
    <Notice kind="warning" detail={problems.map(({ kind, values }) => text(`Settings_${kind}`, ...values)).join(" ")}>
      {text("Settings_title")}
    </Notice>
  );
}

import * as React from "react";
import type { ControlProps } from "../../shared/form/FormControl";
import { readMetadata, readsEverything } from "../../shared/form/metadata";
import { useDataverse } from "../../shared/form/useDataverse";
import type { IInputs, IOutputs } from "./generated/ManifestTypes";
import type { TextKey } from "./generated/TextKeys";
import { materialOf, type TimelineReading } from "./reading";
import { changesSource, sourcesOf } from "./sources";
import { useTimeline } from "./state/useTimeline";
import { TimelineView } from "./view/TimelineView";

type Props = ControlProps<IInputs, IOutputs, TimelineReading, TextKey>;

/** The control's root: picks what to show of what was read. Another record starts it anew, its first save does not. */
export const Timeline = (props: Props): React.ReactElement => <RecordTimeline key={props.visit} {...props} />;

function RecordTimeline({ form, reading, record, text, user }: Props): React.ReactElement {
  const { summary, host, flowTimeoutDays, initialCount } = reading;
  const { materialColumns, mapping } = reading;
  const material = React.useMemo(
    () => materialOf(materialColumns, summary.logicalName),
    [materialColumns, summary.logicalName],
  );
  const dataverse = useDataverse(form, (context) => context.webAPI);
  const { id, table } = record;
  const subject = id === null ? null : `${table ?? ""}:${id}:${host ?? ""}:${mapping}`;
  const { progress, reload } = useTimeline(
    subject,
    { approvals: sourcesOf({ flowTimeoutDays, mapping }), changes: changesSource },
    id === null
      ? null
      : {
          dataverse,
          target: { id, table, host },
          first: initialCount,
          seesEverything: (read) => readsEverything(form.context.utils, read),
          columnsOf: (read, columns) => readMetadata(form.context.utils, read, columns),
        },
    material,
  );

  return (
    <TimelineView
      text={text}
      user={user}
      progress={progress}
      hasRecord={id !== null}
      summary={summary}
      flowTimeoutDays={flowTimeoutDays}
      initialCount={initialCount}
      onReload={reload}
      onWrite={(line) => form.write({ summary: line })}
    />
  );
}

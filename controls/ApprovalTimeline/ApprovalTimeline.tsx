import * as React from "react";
import type { ControlProps } from "../../shared/form/FormControl";
import { readMetadata, readsEverything } from "../../shared/form/metadata";
import { useDataverse } from "../../shared/form/useDataverse";
import type { IInputs, IOutputs } from "./generated/ManifestTypes";
import type { TextKey } from "./generated/TextKeys";
import { interpret } from "./history/interpret";
import type { TimelineReading } from "./reading";
import { useHistory } from "./useHistory";
import { TimelineView } from "./view/TimelineView";

type Props = ControlProps<IInputs, IOutputs, TimelineReading, TextKey>;

/** The control's root: picks what to show of what was read. Another record starts it anew. */
export const Timeline = (props: Props): React.ReactElement => <RecordTimeline key={props.record.key} {...props} />;

const RESPONSE = "msdyn_flow_approvalresponse";
const COMMENTS = "msdyn_flow_approvalresponse_comments";

function RecordTimeline({ form, reading, record, text, user }: Props): React.ReactElement {
  const { summary, host, flowTimeoutDays, initialCount } = reading;
  const dataverse = useDataverse(form, (context) => context.webAPI);
  const { progress, reload } = useHistory(record.id === null ? null : { id: record.id, table: record.table, host }, {
    dataverse,
    first: initialCount,
    seesEverything: () => readsEverything(form.context.utils, "msdyn_flow_approval"),
    commentsSecured: async () =>
      (await readMetadata(form.context.utils, RESPONSE, [COMMENTS])).get(COMMENTS)?.secured ?? false,
  });
  const facts = progress.kind === "read" ? progress.facts : null;
  // Ages are counted in days: the time of the reading is near enough, and keeps a redraw from changing what is shown.
  const history = React.useMemo(
    () => facts && interpret(facts, { now: Date.now(), givesUpAfterDays: flowTimeoutDays }),
    [facts, flowTimeoutDays],
  );

  return (
    <TimelineView
      text={text}
      user={user}
      progress={progress}
      history={history}
      hasRecord={record.id !== null}
      summary={summary}
      flowTimeoutDays={flowTimeoutDays}
      initialCount={initialCount}
      onReload={reload}
      onWrite={(line) => form.write({ summary: line })}
    />
  );
}

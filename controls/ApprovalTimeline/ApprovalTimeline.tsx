import * as React from "react";
import { createDataverse } from "../../shared/dataverse/client";
import { columnFacts } from "../../shared/form/column";
import { ControlRoot } from "../../shared/form/ControlRoot";
import { readMetadata, readsEverything } from "../../shared/form/metadata";
import { isOnline } from "../../shared/form/online";
import type { FormRecord } from "../../shared/form/record";
import { textsOf } from "../../shared/form/strings";
import type { Text } from "./view/text";
import { interpret } from "./history/interpret";
import type { Context } from "./parameters";
import { useHistory } from "./useHistory";
import { TimelineView } from "./view/TimelineView";

interface Props {
  readonly context: Context;
  readonly record: FormRecord;
  readonly id: string;
  readonly onWrite: (summary: string) => void;
}

/** The control's root: reads the context once and picks what to show. */
export function Timeline(props: Props): React.ReactElement {
  const text: Text = textsOf(props.context.resources);
  return (
    <ControlRoot context={props.context} text={text} id={props.id} resetKey={props.record.key}>
      <Body key={props.record.key} text={text} {...props} />
    </ControlRoot>
  );
}

const RESPONSE = "msdyn_flow_approvalresponse";
const COMMENTS = "msdyn_flow_approvalresponse_comments";

function Body({ context, record, text, onWrite }: Props & { readonly text: Text }): React.ReactElement {
  const { parameters, mode, utils, userSettings } = context;
  const host = parameters.environmentHost?.raw?.trim() || null;
  const initialCount = Math.min(50, atLeastOne(parameters.initialCount?.raw, 3));
  const { reading, reload } = useHistory(record.id === null ? null : { id: record.id, table: record.table, host }, {
    dataverse: createDataverse(context.webAPI, () => isOnline(context.client)),
    first: initialCount,
    seesEverything: () => readsEverything(utils, "msdyn_flow_approval"),
    commentsSecured: async () => (await readMetadata(utils, RESPONSE, [COMMENTS])).get(COMMENTS)?.secured ?? false,
  });
  const flowTimeoutDays = atLeastOne(parameters.flowTimeoutDays?.raw, 30);
  const facts = reading.kind === "read" ? reading.facts : null;
  // Ages are counted in days: the time of the reading is near enough, and keeps a redraw from changing what is shown.
  const history = React.useMemo(
    () => facts && interpret(facts, { now: Date.now(), givesUpAfterDays: flowTimeoutDays }),
    [facts, flowTimeoutDays],
  );

  return (
    <TimelineView
      text={text}
      user={userSettings}
      reading={reading}
      history={history}
      hasRecord={record.id !== null}
      summary={{
        ...columnFacts(parameters.summary, mode.isControlDisabled),
        stored: parameters.summary.raw ?? "",
        maxLength: parameters.summary.attributes?.MaxLength ?? null,
      }}
      flowTimeoutDays={flowTimeoutDays}
      initialCount={initialCount}
      onReload={reload}
      onWrite={onWrite}
    />
  );
}

const atLeastOne = (value: number | null | undefined, fallback: number): number =>
  typeof value === "number" && value >= 1 ? Math.floor(value) : fallback;

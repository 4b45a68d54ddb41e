import * as React from "react";
import { Input, Skeleton, SkeletonItem } from "@fluentui/react-components";
import type { Dataverse } from "../../shared/dataverse/client";
import { toDataverseError } from "../../shared/dataverse/error";
import type { ControlProps } from "../../shared/form/FormControl";
import { errorKey } from "../../shared/form/strings";
import { useDataverse } from "../../shared/form/useDataverse";
import { Notice } from "../../shared/ui/Notice";
import type { IInputs, IOutputs } from "./generated/ManifestTypes";
import type { TextKey } from "./generated/TextKeys";
import type { EditorReading } from "./reading";
import { useConfiguration } from "./state/useConfiguration";
import { Workbench } from "./Workbench";

type Props = ControlProps<IInputs, IOutputs, EditorReading, TextKey>;

/** Picks what to show: masked, not saved yet, loading, failed, or the sheets. */
export function Editor(props: Props): React.ReactElement {
  const { reading, record, form, text } = props;
  const dataverse = useDataverse(form, (context) => context.webAPI);
  const label = reading.label || text("control");
  if (reading.facts.masked)
    return <Input appearance="filled-darker" readOnly value="********" aria-label={label} style={{ width: "100%" }} />;
  if (record.id === null) return <Notice kind="quiet">{text("State_new")}</Notice>;
  return (
    <Loaded
      {...props}
      key={props.visit}
      dataverse={dataverse}
      label={label}
      table={record.table ?? ""}
      id={record.id}
    />
  );
}

interface LoadedProps extends Props {
  readonly dataverse: Dataverse;
  readonly label: string;
  readonly table: string;
  readonly id: string;
}

function Loaded(props: LoadedProps): React.ReactElement {
  const { dataverse, table, id, reading, text } = props;
  const { loading, reload, choose } = useConfiguration(dataverse, table, id, reading.online);
  if (loading.kind === "loading")
    return (
      <Skeleton aria-label={text("State_loading")}>
        <SkeletonItem size={128} />
      </Skeleton>
    );
  if (loading.kind === "failed") {
    const error = toDataverseError(loading.reason, "", reading.online);
    return (
      <Notice
        kind="error"
        // Which right is missing where, the sentence says; Dataverse says it in many lines of ids.
        detail={error.kind === "forbidden" ? undefined : error.message}
        action={{ label: text("Retry"), onClick: reload }}
      >
        {text(errorKey(error.kind), error.table)}
      </Notice>
    );
  }
  return (
    <Workbench
      {...props}
      configuration={loading.content}
      isStale={loading.failure !== null || !reading.online}
      onRefresh={reload}
      onCompany={choose}
    />
  );
}

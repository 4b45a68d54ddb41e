import * as React from "react";
import { MessageBar, MessageBarBody } from "@fluentui/react-components";
import type { CustomControlUse, FormControl } from "../../../solution/model/types";
import { PcfCell } from "../pcf/PcfCell";
import { useHost } from "../base/host";
import { useFormFrame } from "./formContext";

/** Where a custom control stands on the form. A new control generation destroys it and makes another. */
export function CustomCell(props: {
  readonly control: FormControl;
  readonly use: CustomControlUse;
  readonly label: string;
  readonly disabled: boolean;
}): React.ReactElement {
  const frame = useFormFrame();
  const { model, environment } = useHost();
  const manifest = model.controls.find(
    (candidate) => props.use.name.endsWith(`_${candidate.fullName}`) || props.use.name === candidate.fullName,
  );
  if (!manifest) {
    return (
      <MessageBar intent="error">
        <MessageBarBody>{`${props.use.place.file}:${props.use.place.line}: no control is called ${props.use.name}. The library has ${model.controls.map((control) => control.fullName).join(", ") || "none"}.`}</MessageBarBody>
      </MessageBar>
    );
  }
  return (
    <PcfCell
      key={`${frame.controlGeneration}`}
      session={frame.session}
      control={props.control}
      use={props.use}
      manifest={manifest}
      label={props.label}
      disabled={props.disabled}
      environment={environment}
      onEvent={(name, payload) =>
        environment.instances.write(props.control.id, "event", `${name} ${JSON.stringify(payload ?? null)}`)
      }
    />
  );
}

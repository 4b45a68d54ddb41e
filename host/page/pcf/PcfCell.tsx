import * as React from "react";
import { Button, makeStyles, Spinner, Text, tokens } from "@fluentui/react-components";
import type { ControlManifest, CustomControlUse, FormControl } from "../../../solution/model/types";
import type { FormSession } from "../record/session.types";
import type { LoadedBundle } from "./bundles";
import { BuildFailure, loadWhenBuilt } from "./bundles";
import { ControlBoundary } from "./ControlBoundary";
import type { PcfEnvironment } from "./environment";
import { ControlInstance } from "./instance";

export interface PcfCellProps {
  readonly session: FormSession;
  readonly control: FormControl;
  /** The use for the form factor of the page. */
  readonly use: CustomControlUse;
  readonly manifest: ControlManifest;
  /** `mode.label`: the text that the form draws beside the cell. */
  readonly label: string;
  /** A business rule or a developer locked the control; `control.disabled` and the record's state are added here. */
  readonly disabled: boolean;
  readonly environment: PcfEnvironment;
  /** An event of the control, for form scripts. */
  readonly onEvent?: (name: string, payload: unknown) => void;
}

const useStyles = makeStyles({
  // A plain block: no fill, no border, height from the content, one row's height from the first paint on.
  cell: { display: "block", width: "100%", minWidth: 0, minHeight: "32px" },
  waiting: { display: "flex", alignItems: "center", minHeight: "32px", justifyContent: "flex-start" },
  failed: { display: "flex", alignItems: "center", minHeight: "32px", color: tokens.colorPaletteRedForeground1 },
  unbuilt: {
    color: tokens.colorPaletteRedForeground1,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    whiteSpace: "pre-wrap",
    overflowWrap: "anywhere",
  },
  fullScreen: {
    position: "fixed",
    inset: 0,
    zIndex: 1000,
    display: "flex",
    flexDirection: "column",
    backgroundColor: tokens.colorNeutralBackground1,
    padding: tokens.spacingHorizontalL,
    overflow: "auto",
  },
  bar: {
    display: "flex",
    justifyContent: "space-between",
    alignItems: "center",
    marginBottom: tokens.spacingVerticalM,
  },
});

type Load =
  | { readonly kind: "loading" }
  | { readonly kind: "building" }
  | { readonly kind: "failed"; readonly error: Error }
  | { readonly kind: "ready"; readonly bundle: LoadedBundle };

/**
 * The cell of a custom control: loads its production bundle, gives it a life cycle and draws it in the form's own React
 * tree. To destroy and init it anew, give it another `key`.
 */
export function PcfCell(props: PcfCellProps): React.ReactElement {
  const { manifest, environment, control } = props;
  const styles = useStyles();
  const [load, setLoad] = React.useState<Load>({ kind: "loading" });
  const language = environment.settings.current.language;
  React.useEffect(() => {
    let current = true;
    loadWhenBuilt(manifest, language, () => current && setLoad({ kind: "building" })).then(
      (bundle) => current && setLoad({ kind: "ready", bundle }),
      (error: unknown) => {
        if (current) {
          const known = error instanceof Error ? error : new Error(String(error));
          environment.instances.write(control.id, "error", known.message);
          console.error(known);
          setLoad({ kind: "failed", error: known });
        }
      },
    );
    return () => {
      current = false;
    };
  }, [manifest, language, environment, control.id]);
  if (load.kind === "loading" || load.kind === "building") {
    return (
      <div className={styles.waiting} aria-busy="true">
        {load.kind === "building" ? (
          <Spinner size="tiny" label={`Building ${manifest.constructorName}…`} />
        ) : (
          <Spinner size="tiny" aria-label={props.label} />
        )}
      </div>
    );
  }
  return load.kind === "failed" ? <LoadingError error={load.error} /> : <LiveControl {...props} bundle={load.bundle} />;
}

/** The platform's words; what went wrong is in the tooltip, the console and the tool pane. What the compiler says is shown. */
function LoadingError({ error }: { readonly error: Error }): React.ReactElement {
  const styles = useStyles();
  return error instanceof BuildFailure ? (
    <div className={styles.unbuilt} role="alert">
      {`Not built: its sources do not compile.\n${error.message}`}
    </div>
  ) : (
    <div className={styles.failed} role="alert" title={error.message}>
      Error loading control
    </div>
  );
}

function LiveControl(props: PcfCellProps & { readonly bundle: LoadedBundle }): React.ReactElement {
  const { session, control, use, manifest, environment, bundle, label, disabled } = props;
  const styles = useStyles();
  const cell = React.useRef<HTMLDivElement>(null);
  const container = React.useRef<HTMLDivElement>(null);
  const onEvent = React.useRef(props.onEvent);
  onEvent.current = props.onEvent;
  // What a new instance starts with; a later change reaches it by setCell and must not make another.
  const frame = React.useRef({ label, disabled });
  frame.current = { label, disabled };
  const [, redraw] = React.useReducer((count: number) => count + 1, 0);
  const [instance, setInstance] = React.useState<ControlInstance | null>(null);
  const [broken, setBroken] = React.useState<Error | null>(null);

  React.useEffect(() => {
    let made: ControlInstance;
    try {
      made = new ControlInstance(
        {
          session,
          control,
          use,
          manifest,
          environment,
          construct: bundle.construct,
          strings: bundle.strings,
          container: container.current,
          changed: redraw,
          onEvent: (name, payload) => onEvent.current?.(name, payload),
        },
        frame.current,
      );
    } catch (error) {
      const known = error instanceof Error ? error : new Error(String(error));
      environment.instances.write(control.id, "error", known.message);
      console.error(known);
      setBroken(known);
      return undefined;
    }
    setInstance(made);
    made.start();
    return () => made.destroy();
  }, [session, control, use, manifest, environment, bundle]);

  React.useEffect(() => instance?.setCell({ label, disabled }), [instance, label, disabled]);

  React.useEffect(() => {
    const element = cell.current;
    if (element === null || instance === null) {
      return undefined;
    }
    instance.setWidth(Math.round(element.getBoundingClientRect().width));
    const observer = new ResizeObserver((entries) => {
      const width = entries[0]?.contentRect.width;
      if (width !== undefined) {
        instance.setWidth(Math.round(width));
      }
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [instance]);

  const status = instance?.status;
  if (broken !== null) {
    return <LoadingError error={broken} />;
  }
  if (status?.kind === "failed") {
    return <LoadingError error={status.error} />;
  }
  const fullScreen = instance?.fullScreen === true;
  return (
    <div ref={cell} className={styles.cell} data-control={manifest.fullName} data-control-id={control.id}>
      <div
        className={fullScreen ? styles.fullScreen : undefined}
        {...(fullScreen ? { role: "dialog", "aria-modal": true, "aria-label": label } : {})}
      >
        {fullScreen && (
          <div className={styles.bar}>
            <Text weight="semibold">{label}</Text>
            <Button size="small" onClick={() => instance.setFullScreen(false)}>
              Close
            </Button>
          </div>
        )}
        {manifest.kind === "standard" ? (
          <div key="container" ref={container} />
        ) : (
          <ControlBoundary key="virtual" onError={(error) => instance?.fail(error)}>
            {status?.kind === "alive" ? status.element : null}
          </ControlBoundary>
        )}
      </div>
    </div>
  );
}

import * as React from "react";
import { Input, Skeleton, SkeletonItem } from "@fluentui/react-components";
import type { Dataverse } from "../../shared/dataverse/client";
import { columnFacts } from "../../shared/form/column";
import { ControlRoot } from "../../shared/form/ControlRoot";
import { errorKey, type Text } from "../../shared/form/strings";
import { Notice } from "../../shared/ui/Notice";
import type { IInputs, IOutputs } from "./generated/ManifestTypes";
import type { Delimiter, Entry, Ledger } from "./ledger";
import { readLedger } from "./sources/readLedger";
import { configurationTables } from "./sources/tables";
import { AccountEntry } from "./view/AccountEntry";
import { ReadOnlyAccount } from "./view/ReadOnlyAccount";
import { useLedger } from "./view/useLedger";

interface Props {
  readonly context: ComponentFramework.Context<IInputs>;
  readonly id: string;
  readonly dataverse: Dataverse | undefined;
  /** Rises when the form has answered an output. */
  readonly answered: number;
  readonly write: (values: IOutputs) => void;
}

/** The documented ten, by the names that the manifest gives them. */
const delimiters: Readonly<Record<string, Delimiter>> = {
  hyphen: "-", period: ".", underscore: "_", pipe: "|", tilde: "~", doubleHyphen: "--", doublePeriod: "..", doubleUnderscore: "__", doublePipe: "||", doubleTilde: "~~",
};

const slots = ["dimension1", "dimension2", "dimension3", "dimension4", "dimension5", "dimension6", "dimension7", "dimension8"] as const;

const list = (raw: string | null): string[] => (raw ?? "").split(/[;,]/).map((part) => part.trim()).filter((part) => part !== "");

/** Picks what to show: masked, no company yet, loading, failed, read-only, or the entry itself. */
export function Picker({ context, id, dataverse, answered, write }: Props): React.ReactElement {
  const { parameters, mode } = context;
  const company = parameters.legalEntity.raw?.[0]?.name ?? parameters.legalEntityCode.raw ?? "";
  return (
    <ControlRoot context={context} id={id} resetKey={company}>
      {(text) => {
        const facts = columnFacts(parameters.account, mode.isControlDisabled);
        const label = mode.label || text("control");
        if (facts.masked) return <Input appearance="filled-darker" readOnly value="********" aria-label={label} />;
        if (company === "" || dataverse === undefined) {
          return parameters.account.raw ? <ReadOnlyAccount account={parameters.account.raw} label={label} /> : <Notice kind="quiet">{text("State_noCompany")}</Notice>;
        }
        return <WithLedger context={context} company={company} readOnly={facts.readOnly} required={facts.required === "required"} label={label} text={text} dataverse={dataverse} answered={answered} write={write} />;
      }}
    </ControlRoot>
  );
}

interface WithLedgerProps extends Omit<Props, "id" | "dataverse"> {
  readonly dataverse: Dataverse;
  readonly company: string;
  readonly readOnly: boolean;
  readonly required: boolean;
  readonly label: string;
  readonly text: Text;
}

function WithLedger({ context, company, readOnly, required, label, text, dataverse, answered, write }: WithLedgerProps): React.ReactElement {
  const { parameters } = context;
  const account = parameters.account.raw ?? "";
  const delimiter = delimiters[parameters.delimiter.raw] ?? "-";
  const load = React.useCallback((code: string, signal: AbortSignal) => readLedger(dataverse, configurationTables, code, new Date().toISOString(), signal), [dataverse]);
  const state = useLedger(load, { legalEntity: company, date: dayOf(parameters.date.raw ?? new Date()), delimiter, escape: parameters.escapeCharacter.raw ?? undefined });

  switch (state.kind) {
    case "loading":
      return account === "" ? (
        <Skeleton aria-label={text("State_loading")}>
          <SkeletonItem size={32} />
        </Skeleton>
      ) : (
        <ReadOnlyAccount account={account} label={label} />
      );
    case "failed":
      return (
        <>
          {account !== "" && <ReadOnlyAccount account={account} label={label} />}
          <Notice kind="error" detail={state.error.message} action={{ label: text("Retry"), onClick: state.retry }}>
            {text(errorKey(state.error.kind), state.error.table)}
          </Notice>
        </>
      );
    case "ready":
      return readOnly ? (
        <ReadOnlyAccount account={account} label={label} ledger={state.ledger} />
      ) : (
        <Editing key={company} ledger={state.ledger} account={account} delimiter={delimiter} label={label} required={required} text={text} parameters={parameters} answered={answered} write={write} />
      );
  }
}

interface EditingProps {
  readonly ledger: Ledger;
  readonly account: string;
  readonly delimiter: Delimiter;
  readonly label: string;
  readonly required: boolean;
  readonly text: Text;
  readonly parameters: IInputs;
  readonly answered: number;
  readonly write: (values: IOutputs) => void;
}

/** An entry that a person made, and the column's text before and after it. */
interface Draft {
  readonly ledger: Ledger;
  readonly before: string;
  readonly after: string;
  readonly answered: number;
  readonly entry: Entry;
}

/** Keeps the person's entry while the column holds its text, or has not answered yet; else opens what the column holds. */
function Editing({ ledger, account, delimiter, label, required, text, parameters, answered, write }: EditingProps): React.ReactElement {
  const form = parameters.format.raw === "integration" ? "integration" : "ledger";
  const [draft, setDraft] = React.useState<Draft | null>(null);
  const stored = React.useMemo(() => openStored(ledger, account), [ledger, account]);
  const holds = draft !== null && draft.ledger === ledger && (account === draft.after || (account === draft.before && answered === draft.answered));
  const onChange = (entry: Entry): void => {
    const { text: after } = ledger.format(entry.combination, form);
    setDraft({ ledger, before: account, after, answered, entry });
    write(outputsOf(entry, after, ledger, list(parameters.dimensionNames.raw)));
  };
  return (
    <AccountEntry
      ledger={ledger}
      delimiter={delimiter}
      label={label}
      required={required}
      text={text}
      lockedSegments={list(parameters.lockedSegments.raw)}
      requiredSegments={list(parameters.requiredSegments.raw)}
      stored={holds ? draft.entry : stored}
      onChange={onChange}
    />
  );
}

/** The stored text is read as it stands: nothing is filled in, nothing is lost. */
function openStored(ledger: Ledger, account: string): Entry {
  return ledger.open(ledger.parse(account).readings[0]?.combination ?? {});
}

function outputsOf(entry: Entry, account: string, ledger: Ledger, names: readonly string[]): IOutputs {
  const { combination } = entry;
  const structure = ledger.layout(combination).structure;
  const values = Object.fromEntries(names.slice(0, slots.length).map((name, index) => [slots[index], combination[name] ?? ""]));
  return { account, company: ledger.legalEntity, structure: structure ?? "", ...values };
}

/** The calendar day of a date-only column, "YYYY-MM-DD": its local parts, as the framework delivers midnight local time. */
function dayOf(date: Date): string {
  const two = (part: number): string => String(part).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

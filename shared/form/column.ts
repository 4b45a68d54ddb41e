/** What a bound column allows this user, read from its parameter. Never throws: a test harness leaves most of it out. */
export interface ColumnFacts {
  /** Logical name, or "" where nothing is bound (or the host does not tell). */
  readonly logicalName: string;
  readonly label: string;
  /** The value must not be changed: the form is locked, or column security forbids it. */
  readonly readOnly: boolean;
  /** The value must not be shown and cannot be known: what looks empty may not be empty. */
  readonly masked: boolean;
  /** Column security applies and the host does not say that this user may read: an empty value proves nothing. */
  readonly unknowable: boolean;
  readonly required: "required" | "recommended" | "none" | "unknown";
  /** What the form itself says is wrong with the value, or "". The form shows the sentence; a control draws its border. */
  readonly error: string;
}

/** The documented parts of a parameter that decide it. */
export interface ColumnParameter {
  readonly error?: boolean;
  readonly errorMessage?: string;
  readonly security?: { readonly readable?: boolean; readonly editable?: boolean; readonly secured?: boolean };
  readonly attributes?: {
    readonly LogicalName?: string;
    readonly DisplayName?: string;
    readonly RequiredLevel?: number;
    readonly IsSecured?: boolean;
  };
}

/** RequiredLevel as the framework numbers it: −1 unknown, 0 none, 1 system, 2 application, 3 recommended. */
export function requiredLevel(level: number | undefined): ColumnFacts["required"] {
  return (["none", "required", "required", "recommended"] as const)[level ?? -1] ?? "unknown";
}

/** @param formLocked `context.mode.isControlDisabled` */
export function columnFacts(parameter: ColumnParameter | undefined, formLocked: boolean): ColumnFacts {
  const security = parameter?.security;
  const attributes = parameter?.attributes;
  const secured = security?.secured === true || attributes?.IsSecured === true;
  return {
    logicalName: attributes?.LogicalName ?? "",
    label: attributes?.DisplayName ?? attributes?.LogicalName ?? "",
    readOnly: formLocked || security?.editable === false,
    masked: security?.readable === false,
    unknowable: security?.readable === false || (secured && security?.readable !== true),
    required: requiredLevel(attributes?.RequiredLevel),
    error: parameter?.error === true ? (parameter.errorMessage ?? "") : "",
  };
}

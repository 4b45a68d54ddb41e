/**
 * The solution model: what the unpacked solution source says, as plain data that can be sent as JSON.
 *
 * One reader (`readSolution`) makes it from the XML. The embedded Dataverse makes its schema from it, the form host
 * its forms, the packer its zip and the linter its findings: nobody reads the XML a second time.
 */

/** Where something stands in the source, for messages: a path relative to the repository and a 1-based line. */
export interface SourcePlace {
  readonly file: string;
  readonly line: number;
}

/** A text in each language it was written in, by Windows language code (1033 English US, 1031 German, …). */
export type LocalizedText = Readonly<Record<number, string>>;

export type RequiredLevel = "none" | "recommended" | "required" | "systemrequired";

/** Who may own a row, which decides how privileges are judged. */
export type Ownership = "user" | "organization" | "businessUnit" | "none";

export interface ChoiceOption {
  readonly value: number;
  readonly label: LocalizedText;
  /** A colour as `#rrggbb`, where the maker gave the option one. */
  readonly color?: string;
  /** For an option of a status reason column: the state it belongs to. */
  readonly state?: number;
  /** For an option of a state column: the status reason that a row gets when it enters that state. */
  readonly defaultStatus?: number;
}

interface ColumnBase {
  /** Lower case, as the Web API spells it. */
  readonly logicalName: string;
  /** In the maker's casing; custom navigation properties take it. */
  readonly schemaName: string;
  readonly displayName: LocalizedText;
  readonly description?: LocalizedText;
  readonly requiredLevel: RequiredLevel;
  /** Column security applies. */
  readonly secured: boolean;
  /** False: a value sent in an update is silently dropped, as Dataverse does. */
  readonly validForUpdate: boolean;
  /** False: a value sent in a create is silently dropped. */
  readonly validForCreate: boolean;
  readonly validForRead: boolean;
  /** The server fills it (keys, owner, created, modified, state, version, base amounts). */
  readonly system: boolean;
  /** Changes are recorded in `audit`, if those of the table are. Absent: they are not. */
  readonly auditEnabled?: boolean;
}

export type TextFormat = "text" | "email" | "url" | "phone" | "textarea" | "ticker" | "richtext";

export type Column =
  | (ColumnBase & { readonly type: "primarykey" })
  | (ColumnBase & { readonly type: "guid" })
  | (ColumnBase & {
      readonly type: "text";
      readonly format: TextFormat;
      readonly maxLength: number;
      readonly autoNumber?: string;
    })
  | (ColumnBase & { readonly type: "memo"; readonly maxLength: number; readonly format: TextFormat })
  | (ColumnBase & {
      readonly type: "choice";
      readonly options: readonly ChoiceOption[];
      readonly globalChoice?: string;
      readonly defaultValue?: number;
    })
  | (ColumnBase & {
      readonly type: "multichoice";
      readonly options: readonly ChoiceOption[];
      readonly globalChoice?: string;
    })
  | (ColumnBase & { readonly type: "state"; readonly options: readonly ChoiceOption[]; readonly defaultValue: number })
  | (ColumnBase & { readonly type: "status"; readonly options: readonly ChoiceOption[]; readonly defaultValue: number })
  | (ColumnBase & {
      readonly type: "boolean";
      readonly options: readonly ChoiceOption[];
      readonly defaultValue: boolean;
    })
  | (ColumnBase & { readonly type: "integer"; readonly min: number; readonly max: number })
  | (ColumnBase & { readonly type: "bigint" })
  | (ColumnBase & { readonly type: "decimal"; readonly min: number; readonly max: number; readonly precision: number })
  | (ColumnBase & { readonly type: "float"; readonly min: number; readonly max: number; readonly precision: number })
  | (ColumnBase & {
      readonly type: "money";
      readonly min: number;
      readonly max: number;
      readonly precision: number;
      /** Set on the computed companion (`x_base`): the column it is computed from. */
      readonly baseOf?: string;
    })
  | (ColumnBase & {
      readonly type: "datetime";
      readonly format: "date" | "datetime";
      readonly behavior: "userLocal" | "dateOnly" | "timeZoneIndependent";
    })
  /** `targets` are logical table names; a customer or owner column is a lookup with several. */
  | (ColumnBase & { readonly type: "lookup"; readonly targets: readonly string[]; readonly owner: boolean })
  | (ColumnBase & { readonly type: "image" })
  | (ColumnBase & { readonly type: "file"; readonly maxSizeInKB: number });

export interface AlternateKey {
  readonly name: string;
  /** Logical column names. */
  readonly columns: readonly string[];
}

export interface Table {
  readonly logicalName: string;
  readonly schemaName: string;
  readonly entitySetName: string;
  /** OTC: below 10000 for platform tables. */
  readonly objectTypeCode: number;
  readonly displayName: LocalizedText;
  readonly pluralName: LocalizedText;
  readonly description?: LocalizedText;
  readonly primaryKey: string;
  readonly primaryName: string;
  readonly ownership: Ownership;
  readonly columns: readonly Column[];
  readonly keys: readonly AlternateKey[];
  readonly optimisticConcurrency: boolean;
  /** Changes of its rows are recorded in `audit`. Absent: they are not. */
  readonly auditEnabled?: boolean;
  readonly place: SourcePlace;
}

/** What happens to the many side. */
export type CascadeDelete = "removeLink" | "restrict" | "cascade" | "none";

/** One-to-many: the lookup column `referencingColumn` of `referencingTable` points to `referencedTable`. */
export interface OneToMany {
  readonly kind: "oneToMany";
  readonly schemaName: string;
  readonly referencedTable: string;
  readonly referencingTable: string;
  readonly referencingColumn: string;
  /** Single-valued navigation property on the referencing table, in its own casing: read it, never derive it. */
  readonly referencingNavigation: string;
  /** Collection-valued navigation property on the referenced table. */
  readonly referencedNavigation: string;
  readonly cascadeDelete: CascadeDelete;
  /** Of a table with itself: the one that the operators `under` and `above` follow. */
  readonly hierarchical?: boolean;
}

export interface ManyToMany {
  readonly kind: "manyToMany";
  readonly schemaName: string;
  readonly intersectTable: string;
  readonly table1: string;
  readonly column1: string;
  readonly navigation1: string;
  readonly table2: string;
  readonly column2: string;
  readonly navigation2: string;
}

export type Relationship = OneToMany | ManyToMany;

export type PrivilegeDepth = "basic" | "local" | "deep" | "global";
export type PrivilegeVerb = "Create" | "Read" | "Write" | "Delete" | "Append" | "AppendTo" | "Assign" | "Share";

export interface Role {
  readonly id: string;
  readonly name: string;
  /** `name` as in the source, e.g. `prvReadfsn_PurchaseRequest`. */
  readonly privileges: readonly { readonly name: string; readonly depth: PrivilegeDepth }[];
  readonly place: SourcePlace;
}

export interface ColumnSecurityProfile {
  readonly id: string;
  readonly name: string;
  readonly permissions: readonly {
    readonly table: string;
    readonly column: string;
    readonly canRead: boolean;
    readonly canUpdate: boolean;
    readonly canCreate: boolean;
  }[];
}

export interface View {
  readonly id: string;
  readonly table: string;
  readonly name: LocalizedText;
  readonly isDefault: boolean;
  readonly isQuickFind: boolean;
  /** 0 public, 1 Advanced Find, 2 associated, 4 quick find, 64 lookup, 8192 the person's own rows. */
  readonly queryType: number;
  readonly fetchXml: string;
  /** From the layout: width in px. `name` may be `alias.column`. */
  readonly columns: readonly { readonly name: string; readonly width: number }[];
  readonly place: SourcePlace;
}

// ---------------------------------------------------------------------------------------------------------- forms

export type FormType = "main" | "quickCreate" | "quick" | "card";

/** `formFactor` codes of a form's XML: 0 phone, 1 tablet, 2 web (the client's own codes differ: 1 desktop, 2 tablet, 3 phone). */
export type XmlFormFactor = 0 | 1 | 2;

export interface ControlParameter {
  readonly name: string;
  /** Bound to a column (`value` is its logical name), or static (`value` is the text in the XML). */
  readonly kind: "bound" | "static";
  readonly value: string;
  /** The `type` attribute of a static parameter. */
  readonly type?: string;
  readonly place: SourcePlace;
}

export interface DataSetParameter {
  readonly name: string;
  readonly viewId: string;
  readonly table: string;
  /** Empty: every row of the view, not just the related ones. */
  readonly relationshipName: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly place: SourcePlace;
}

/** The custom control that a cell shows on one form factor. */
export interface CustomControlUse {
  readonly formFactor: XmlFormFactor;
  /** `fsn_Fieldstone.ApprovalTimeline` */
  readonly name: string;
  readonly parameters: readonly ControlParameter[];
  readonly dataSets: readonly DataSetParameter[];
  readonly place: SourcePlace;
}

export interface FormControl {
  /** The address for scripts, unique on the form. */
  readonly id: string;
  /** Lower case, without braces. */
  readonly classId: string;
  readonly column?: string;
  readonly disabled: boolean;
  readonly isSubgrid: boolean;
  readonly parameters: Readonly<Record<string, string>>;
  /** The stock control's class id that the description names as fallback, and the custom controls by form factor. */
  readonly custom: readonly CustomControlUse[];
  readonly fallbackClassId?: string;
  readonly place: SourcePlace;
}

/** A mistake in the source that the host shows in the very cell, and the linter in its list. */
export interface SourceFinding {
  readonly place: SourcePlace;
  /** The node, e.g. `form/tabs/tab[general]/…/control[fsn_vendor]`. */
  readonly node: string;
  /** What is wrong, and the mend. */
  readonly message: string;
}

export interface FormCell {
  readonly label: LocalizedText;
  readonly showLabel: boolean;
  readonly visible: boolean;
  readonly availableForPhone: boolean;
  readonly colSpan: number;
  readonly rowSpan: number;
  readonly spacer: boolean;
  readonly control?: FormControl;
  readonly findings: readonly SourceFinding[];
}

export interface FormSection {
  readonly id: string;
  readonly name: string;
  readonly label: LocalizedText;
  readonly showLabel: boolean;
  readonly visible: boolean;
  readonly availableForPhone: boolean;
  /** How many field columns, 1 to 4. */
  readonly columns: number;
  readonly labelPosition: "left" | "top";
  /** Rows hold the cells in source order; the empty rows that follow a rowspan are kept. */
  readonly rows: readonly (readonly FormCell[])[];
}

export interface FormTab {
  readonly id: string;
  readonly name: string;
  readonly label: LocalizedText;
  readonly visible: boolean;
  readonly expanded: boolean;
  readonly availableForPhone: boolean;
  readonly columns: readonly { readonly widthPercent: number; readonly sections: readonly FormSection[] }[];
}

export interface Form {
  readonly id: string;
  readonly table: string;
  readonly type: FormType;
  readonly name: LocalizedText;
  readonly headerDensity: "HighWithControls" | "HighReadOnlyValues" | "Low";
  readonly maxWidth: number;
  readonly showImage: boolean;
  readonly tabs: readonly FormTab[];
  /** Cells of the header; none filled = no header fields. */
  readonly header: readonly FormCell[];
  readonly footer: readonly FormCell[];
  /** Logical names that are loaded without a cell. */
  readonly hiddenColumns: readonly string[];
  readonly navigation: readonly { readonly relationship: string; readonly label: LocalizedText }[];
  /** Form scripts that the host lists as not run. */
  readonly scripts: readonly string[];
  readonly order: number;
  readonly fallback: boolean;
  /** Role ids; empty = everyone. */
  readonly roles: readonly string[];
  readonly findings: readonly SourceFinding[];
  readonly place: SourcePlace;
}

// ------------------------------------------------------------------------------------------------------- controls

export interface ManifestProperty {
  readonly name: string;
  readonly displayNameKey: string;
  readonly usage: "bound" | "input" | "output";
  /** One `of-type`, or the members of its `of-type-group`. */
  readonly types: readonly string[];
  readonly required: boolean;
  readonly defaultValue?: string;
  /** For `Enum`: the legal values with their resource keys. */
  readonly values: readonly { readonly name: string; readonly value: string; readonly displayNameKey: string }[];
}

export interface ControlManifest {
  /** `Fieldstone.ApprovalTimeline` */
  readonly fullName: string;
  readonly namespace: string;
  readonly constructorName: string;
  readonly version: string;
  readonly displayNameKey: string;
  readonly kind: "standard" | "virtual";
  readonly properties: readonly ManifestProperty[];
  readonly dataSets: readonly {
    readonly name: string;
    readonly displayNameKey: string;
    readonly properties: readonly ManifestProperty[];
    readonly options: readonly string[];
  }[];
  readonly events: readonly string[];
  /** Names of `uses-feature`, e.g. `WebAPI`, `Utility`. */
  readonly features: readonly { readonly name: string; readonly required: boolean }[];
  readonly platformLibraries: readonly { readonly name: string; readonly version: string }[];
  /** Paths relative to the control's folder. */
  readonly resources: {
    readonly code: string;
    readonly css: readonly string[];
    readonly resx: readonly string[];
    readonly images: readonly string[];
  };
  readonly place: SourcePlace;
}

// ------------------------------------------------------------------------------------------------------- solution

export interface EnvironmentVariable {
  readonly schemaName: string;
  readonly displayName: LocalizedText;
  readonly type: "text" | "number" | "boolean" | "json" | "secret";
  readonly defaultValue?: string;
  readonly place: SourcePlace;
}

export interface SiteMapGroup {
  readonly title: LocalizedText;
  readonly items: readonly { readonly table: string; readonly title: LocalizedText }[];
}

export interface App {
  readonly uniqueName: string;
  readonly displayName: LocalizedText;
  readonly siteMap: readonly SiteMapGroup[];
  /** Form and view ids that are part of the app; empty = all of its tables. */
  readonly formIds: readonly string[];
  readonly viewIds: readonly string[];
  readonly place: SourcePlace;
}

export interface Solution {
  readonly uniqueName: string;
  readonly displayName: LocalizedText;
  readonly version: string;
  readonly publisher: { readonly uniqueName: string; readonly prefix: string; readonly optionValuePrefix: number };
  readonly rootComponents: readonly {
    readonly type: number;
    readonly schemaName?: string;
    readonly id?: string;
    readonly behavior: number;
    readonly place: SourcePlace;
  }[];
  readonly tables: readonly Table[];
  readonly relationships: readonly Relationship[];
  readonly forms: readonly Form[];
  readonly views: readonly View[];
  readonly roles: readonly Role[];
  readonly columnSecurityProfiles: readonly ColumnSecurityProfile[];
  readonly environmentVariables: readonly EnvironmentVariable[];
  readonly apps: readonly App[];
}

/** What the form host renders from: the solutions merged, with the manifests of the controls they use. */
export interface HostModel {
  readonly tables: readonly Table[];
  readonly relationships: readonly Relationship[];
  readonly forms: readonly Form[];
  readonly views: readonly View[];
  readonly apps: readonly App[];
  readonly controls: readonly ControlManifest[];
}

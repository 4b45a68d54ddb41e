import type { LookupValue } from "../data/values";

/**
 * What the page does for a control, and for the form itself, when they ask for something outside their cell: dialogs,
 * other forms, files. The form UI implements it once per page; the component framework's `navigation` and
 * `utils.lookupObjects` are thin wrappers over it.
 */
export interface HostServices {
  /**
   * Opens a main form or a quick create form. Resolves when a quick create form was saved (with the new row's reference)
   * or when the main form has opened (with an empty list); an unsaved, closed quick create form resolves with an empty list.
   */
  openForm(
    options: ComponentFramework.NavigationApi.EntityFormOptions,
    parameters?: Readonly<Record<string, string>>,
  ): Promise<{ savedEntityReference: LookupValue[] }>;
  /** Opens the lookup dialog. Resolves with the chosen rows, in the order of choice; an empty list when it was cancelled. */
  lookupObjects(options: ComponentFramework.UtilityApi.LookupOptions): Promise<LookupValue[]>;
  openAlertDialog(
    strings: ComponentFramework.NavigationApi.AlertDialogStrings,
    options?: ComponentFramework.NavigationApi.AlertDialogOptions,
  ): Promise<void>;
  openConfirmDialog(
    strings: ComponentFramework.NavigationApi.ConfirmDialogStrings,
    options?: ComponentFramework.NavigationApi.ConfirmDialogOptions,
  ): Promise<{ confirmed: boolean }>;
  /** Resolves when the person closes it. `details` is offered as "Download Log File". */
  openErrorDialog(options: ComponentFramework.NavigationApi.ErrorDialogOptions): Promise<void>;
  /** Opens a new browser tab without handing it the opener. */
  openUrl(url: string, options?: ComponentFramework.NavigationApi.OpenUrlOptions): void;
  /** `fileContent` is base64. */
  openFile(
    file: ComponentFramework.FileObject,
    options?: ComponentFramework.NavigationApi.OpenFileOptions,
  ): Promise<void>;
  openWebResource(name: string, options?: ComponentFramework.NavigationApi.OpenWebResourceOptions, data?: string): void;
  /** The modal progress indicator: the next call replaces the text, null takes it away. */
  showProgress(text: string | null): void;
}

import type { ControlManifest } from "../../../solution/model/types";
import type { WebApi } from "../data/webApi";

/** Throws for a feature that the manifest does not declare with `uses-feature`, as the platform does. */
export function requireFeature(manifest: Pick<ControlManifest, "fullName" | "features">, feature: string): void {
  if (!manifest.features.some((declared) => declared.name === feature)) {
    throw new Error(
      `${manifest.fullName} uses ${feature}, which its manifest does not declare: add <uses-feature name="${feature}" required="true" />.`,
    );
  }
}

/** Every method throws at once, before anything is sent, when the manifest lacks `WebAPI`. */
export function guardWebApi(
  manifest: Pick<ControlManifest, "fullName" | "features">,
  api: WebApi,
): ComponentFramework.WebApi {
  const allow = (): void => requireFeature(manifest, "WebAPI");
  return {
    createRecord: (table, data) => {
      allow();
      return api.createRecord(table, data);
    },
    updateRecord: (table, id, data) => {
      allow();
      return api.updateRecord(table, id, data);
    },
    deleteRecord: (table, id) => {
      allow();
      return api.deleteRecord(table, id);
    },
    retrieveRecord: (table, id, options) => {
      allow();
      return api.retrieveRecord(table, id, options);
    },
    retrieveMultipleRecords: (table, options, maxPageSize) => {
      allow();
      return api.retrieveMultipleRecords(table, options, maxPageSize);
    },
  };
}

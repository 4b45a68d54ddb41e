import type { ControlManifest } from "../../../solution/model/types";
import { requireFeature } from "./features";

/**
 * `context.device` of a browser on a desk: files and the position work; camera, microphone and barcode belong to the mobile
 * app, and reject as they do in the web client.
 */
export function createDevice(manifest: ControlManifest): ComponentFramework.Device {
  const mobileOnly = (feature: string): Promise<never> => {
    requireFeature(manifest, `Device.${feature}`);
    return Promise.reject(new Error(`${feature} is only available in the mobile app.`));
  };
  return {
    captureAudio: () => mobileOnly("captureAudio"),
    captureImage: () => mobileOnly("captureImage"),
    captureVideo: () => mobileOnly("captureVideo"),
    getBarcodeValue: () => mobileOnly("getBarcodeValue"),
    getCurrentPosition: () => {
      requireFeature(manifest, "Device.getCurrentPosition");
      return currentPosition();
    },
    pickFile: (options) => {
      requireFeature(manifest, "Device.pickFile");
      return pickFiles(options);
    },
  };
}

function currentPosition(): Promise<ComponentFramework.DeviceApi.Position> {
  return new Promise((resolve, reject) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords, timestamp }) =>
        resolve({
          coords: {
            latitude: coords.latitude,
            longitude: coords.longitude,
            accuracy: coords.accuracy,
            altitude: coords.altitude ?? 0,
            altitudeAccuracy: coords.altitudeAccuracy ?? 0,
            heading: coords.heading ?? 0,
            speed: coords.speed ?? 0,
          },
          timestamp: new Date(timestamp),
        }),
      reject,
    );
  });
}

/** Resolves with an empty list when the person cancels. */
function pickFiles(
  options: ComponentFramework.DeviceApi.PickFileOptions | undefined,
): Promise<ComponentFramework.FileObject[]> {
  return new Promise((resolve, reject) => {
    const input = document.createElement("input");
    input.type = "file";
    input.multiple = options?.allowMultipleFiles === true;
    input.accept = options === undefined ? "" : `${options.accept}/*`;
    input.addEventListener("cancel", () => resolve([]));
    input.addEventListener("change", () => {
      Promise.all(Array.from(input.files ?? []).map(readFile)).then(resolve, reject);
    });
    input.click();
  });
}

function readFile(file: File): Promise<ComponentFramework.FileObject> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("error", () => reject(reader.error ?? new Error(`${file.name} cannot be read.`)));
    reader.addEventListener("load", () =>
      // A data address: the content follows the comma.
      resolve({
        fileName: file.name,
        fileSize: Math.ceil(file.size / 1024),
        mimeType: file.type,
        fileContent: String(reader.result).split(",")[1] ?? "",
      }),
    );
    reader.readAsDataURL(file);
  });
}

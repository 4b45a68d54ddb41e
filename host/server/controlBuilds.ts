import { buildControls } from "../../scripts/build/build";

/** Whether a control's bundle can be had. The page asks for it where a bundle could not be loaded. */
export type ControlState =
  { readonly state: "ready" } | { readonly state: "building" } | { readonly state: "failed"; readonly message: string };

/** Builds the controls whose sources changed, and knows of each how far it is. Never two builds at once. */
export class ControlBuilds {
  private readonly states = new Map<string, Exclude<ControlState, { state: "ready" }>>();
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly root: string,
    private readonly log: (message: string) => void,
  ) {}

  /** A control that was never built here counts as ready: its file is there, or it is not. */
  state(control: string): ControlState {
    return this.states.get(control) ?? { state: "ready" };
  }

  /**
   * Builds what is not up to date. Resolves to what went wrong, or "".
   * @param inBackground Leaves the processor to the page and the database.
   */
  build(inBackground: boolean): Promise<string> {
    const building = this.last.then(() => this.run(inBackground));
    this.last = building.catch(() => undefined);
    return building;
  }

  private async run(inBackground: boolean): Promise<string> {
    const builds = await buildControls({
      root: this.root,
      log: this.log,
      inBackground,
      onStart: (control) => this.states.set(control, { state: "building" }),
      onEnd: (build) => {
        if (build.outcome === "failed") this.states.set(build.control, { state: "failed", message: build.message });
        else this.states.delete(build.control);
      },
    });
    return builds
      .flatMap((build) =>
        build.outcome === "failed" ? [`${build.control} could not be built:\n${build.message}`] : [],
      )
      .join("\n\n");
  }
}

import path from "node:path";
import type { Scale } from "../sample/rows";
import { createApp } from "./app";
import type { Backend } from "./backend";
import { ControlBuilds } from "./controlBuilds";
import { EmbeddedBackend } from "./embedded";
import { connectEnvironment, type EnvironmentOptions } from "./environment";
import { EventHub } from "./events";
import { KEY_PARAMETER, newKey } from "./keyedPage";
import { listen } from "./listen";
import { readModel, schemaOf, type SolutionModel } from "./model";
import { bundlePage, type PageBundle } from "./pageBundle";
import { watchSources, type Change } from "./watch";

export interface ServerOptions {
  /** The repository. */
  readonly root: string;
  /** Absent: the first free one from 3000. 0: any free one. */
  readonly port?: number;
  readonly scale: Scale;
  /** Where the embedded database lasts; absent: in memory. Not used with an environment. */
  readonly dataFolder?: string;
  /** Begins with fresh sample data. */
  readonly reset?: boolean;
  /** A real environment instead of the embedded Dataverse. */
  readonly environment?: EnvironmentOptions;
  /** Builds the controls that are not up to date; otherwise they are served as they are. */
  readonly build: boolean;
  /** Rebuilds and reloads when sources change. */
  readonly watch: boolean;
  readonly log: (message: string) => void;
}

export interface HostServer {
  /** `http://localhost:3000` */
  readonly origin: string;
  /** What a person opens: with a real environment it carries the key of this run, and works for nobody who does not have it. */
  readonly address: string;
  /** Resolves when every control is built, to true, or could not be, to false; the log and the pages have been told. */
  readonly controlsBuilt: Promise<boolean>;
  close(): Promise<void>;
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** The host's parts that change while it runs. */
class Host {
  readonly events = new EventHub();
  private readonly controls: ControlBuilds;
  private model: SolutionModel;
  private page: Promise<PageBundle>;

  constructor(
    private readonly options: ServerOptions,
    readonly backend: Backend,
    model: SolutionModel,
    private readonly key: string | undefined,
  ) {
    this.model = model;
    this.controls = new ControlBuilds(options.root, options.log);
    this.page = this.bundle();
    this.page.catch(() => undefined);
  }

  get app() {
    const { root, scale } = this.options;
    const { backend } = this;
    return createApp({
      pageFolder: path.join(root, "host/page"),
      controlsFolder: path.join(root, "out/controls"),
      scale,
      backend,
      events: this.events,
      controlState: (control) => this.controls.state(control),
      model: () => Promise.resolve(this.model.host),
      page: () => this.page,
      ...(this.key === undefined ? {} : { key: this.key }),
      ...(backend instanceof EmbeddedBackend
        ? {
            reset: async () => {
              await backend.reset();
              this.events.send({ type: "reload" });
            },
          }
        : {}),
    });
  }

  /** Builds the controls, and tells what could not be built. Resolves to whether everything could. */
  async build(when: "starting" | "changed"): Promise<boolean> {
    // While starting, the page and the data come first; after a change, somebody waits for just this.
    const failure = await this.controls.build(when === "starting").catch(messageOf);
    if (failure) this.tell(failure);
    return failure === "";
  }

  async pageBuilt(): Promise<void> {
    await this.page;
  }

  private tell(failure: string): void {
    this.options.log(failure);
    this.events.send({ type: "buildFailed", message: failure });
  }

  /** Makes anew what changed, and has the pages load it, or tells them what is wrong. */
  async renew(changes: ReadonlySet<Change>): Promise<void> {
    this.events.send({ type: "building" });
    try {
      if (changes.has("model")) await this.renewModel();
      if (changes.has("page")) {
        this.page = this.bundle();
        await this.page;
      }
      if (changes.has("controls") && !(await this.build("changed"))) return;
      this.options.log(`Changed: ${[...changes].join(", ")}.`);
      this.events.send({ type: "reload" });
    } catch (error) {
      this.tell(messageOf(error));
    }
  }

  private bundle(): Promise<PageBundle> {
    return bundlePage(path.join(this.options.root, "host/page/main.tsx"));
  }

  private async renewModel(): Promise<void> {
    const model = readModel(this.options.root);
    const sameTables = schemaOf(model) === schemaOf(this.model);
    this.model = model;
    if (!sameTables && this.backend instanceof EmbeddedBackend) await this.backend.useSolutions(model.solutions);
  }
}

/**
 * Starts the form host. Resolves when the page can be opened: page and data are in place. The controls are built meanwhile,
 * and their cells say so until then. Controls that cannot be built do not stop it; the page and the log say so.
 * @throws UnusablePort, DataDirInUse, or an error that begins with file and line for a solution that cannot be read
 */
export async function startServer(options: ServerOptions): Promise<HostServer> {
  const { root, scale, dataFolder, environment, log } = options;
  const closing: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const part of closing.splice(0).reverse()) await part();
  };
  try {
    let answer: (request: Request, bindings: object) => Response | Promise<Response> = () =>
      new Response("The form host is starting…", { status: 503, headers: { "Retry-After": "1" } });
    // The port first: an unusable one is said at once, not after the build.
    const listening = await listen((request, bindings) => answer(request, bindings), options.port);
    closing.push(() => listening.close());
    const model = readModel(root);
    const backend = environment
      ? connectEnvironment(environment)
      : new EmbeddedBackend({
          solutions: model.solutions,
          scale,
          log,
          reset: options.reset ?? false,
          ...(dataFolder === undefined ? {} : { folder: dataFolder }),
        });
    closing.push(() => backend.close());
    const key = environment ? newKey() : undefined;
    const host = new Host(options, backend, model, key);
    closing.push(() => {
      host.events.close();
      return Promise.resolve();
    });
    const controlsBuilt = options.build ? host.build("starting") : Promise.resolve(true);
    await Promise.all([host.pageBuilt(), backend instanceof EmbeddedBackend ? backend.ready() : undefined]);
    const { app } = host;
    answer = (request, bindings) => app.fetch(request, bindings);
    if (options.watch) {
      const watching = watchSources(root, (changes) => host.renew(changes));
      closing.push(() => watching.close());
    }
    const { origin } = listening;
    const address = key === undefined ? origin : `${origin}/?${KEY_PARAMETER}=${key}`;
    return { origin, address, controlsBuilt, close };
  } catch (error) {
    await close();
    throw error;
  }
}

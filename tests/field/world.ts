import { createEmulator, type Emulator } from "../../emulator";
import type { ConfigValues } from "../../provider/config";
import { ConnectionError } from "../../provider/errors";
import type { Transport } from "../../provider/api/transport";
import { isObject } from "../../provider/json";
import type { PluginSurroundings } from "../../provider/adapters/plugin/resources";
import { VirtualClock } from "../support/virtual-clock";
import { dynamicFrontEnd } from "./engine/dynamic";
import { pluginFrontEnd } from "./engine/plugin";
import type { FrontEnd, FrontEndName } from "./engine/provider";
import { MORE_NUMBERS } from "./programs";

/** A command of the CLI takes seconds. */
const BETWEEN_COMMANDS_MS = 10_000;

/** An emulator without a port, a way to it, and a clock for both on which waiting takes no time. */
export class FieldWorld {
  readonly clock = new VirtualClock();
  readonly emulator: Emulator = createEmulator({
    clock: this.clock,
    tokenLimit: null,
    numbers: MORE_NUMBERS,
  });
  /** Told after each request that may have changed something, with what it was. */
  onWrite: (request: string) => void = () => undefined;
  /** What the user was told. */
  readonly said: string[] = [];
  #underWay = 0;
  #values: ConfigValues;

  constructor() {
    const { keyId, keySecret, projectId } = this.emulator;
    this.#values = { keyId, keySecret, projectId };
    this.clock.isBusy = () => this.#underWay > 0;
  }

  /** A way into the entities, with which processes begin. */
  frontEnd(name: FrontEndName): FrontEnd {
    const surroundings: PluginSurroundings = {
      transport: this.#transport,
      clock: this.clock,
      dice: () => 0.5,
      say: (line) => this.said.push(line),
      warn: (line) => this.said.push(line),
    };
    const values = (): ConfigValues => this.#values;
    return name === "dynamic" ? dynamicFrontEnd(values, surroundings) : pluginFrontEnd(values, surroundings);
  }

  /** Configures what the provider asks for where many of a kind are gone, and none is left. */
  acceptEmptyLists(): void {
    this.#values = { ...this.#values, acceptEmptyLists: "true" };
  }

  /** Time passes between two commands: what is as old as the process's own attempts is taken for theirs. */
  async pass(): Promise<void> {
    await this.clock.sleep(BETWEEN_COMMANDS_MS);
  }

  /** A request past the provider and past the rules of faults, that must succeed. */
  async byHand(method: string, path: string, body?: unknown): Promise<string> {
    const { keyId, keySecret, projectId } = this.emulator;
    const authorization = `Basic ${Buffer.from(`${keyId}:${keySecret}`).toString("base64")}`;
    const answer = await this.emulator.request(`/v1/projects/${projectId}${path}`, {
      method,
      headers: { authorization, "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} by hand: ${answer.status} ${text}`);
    const made: unknown = text === "" ? {} : JSON.parse(text);
    return isObject(made) && typeof made.id === "string" ? made.id : "";
  }

  readonly #transport: Transport = async ({ label, url, method, headers, body }) => {
    const { pathname, search } = new URL(url);
    this.#underWay++;
    try {
      const init = { method, headers, ...(body !== undefined && { body }) };
      const answer = await this.emulator.request(pathname + search, init);
      // What `fetch` has for a connection that was reset.
      if (answer.status === 0) throw new ConnectionError(label, "read ECONNRESET", "unknown");
      const text = await answer.text();
      const parsed: unknown = text === "" ? undefined : JSON.parse(text);
      return { status: answer.status, headers: Object.fromEntries(answer.headers), body: parsed };
    } finally {
      this.#underWay--;
      if (method !== "GET") this.onWrite(`${method} ${pathname.split("/").slice(4).join("/")}`);
    }
  };
}

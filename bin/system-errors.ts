import { existsSync } from "node:fs";
import { dirname, normalize } from "node:path";
import type { Command } from "commander";

/** What the system says of a file or an address, with what it is about. */
type SystemError = Error & {
  code?: string;
  path?: string;
  address?: string;
  port?: number;
  hostname?: string;
  syscall?: string;
};

const OF_FILES: Readonly<Record<string, string>> = {
  EACCES: "may not be used by this user",
  EISDIR: "is a folder, and a file is needed",
  ENOSPC: "has no room left on its disk",
  ENOTDIR: "has something in its path that is no folder",
  EPERM: "may not be used by this user",
  EROFS: "cannot be written: its disk is read-only",
};

/** A message of the system in plain words, with the option that what it is about came from. */
export function plainMessage(error: SystemError, command?: Command): string {
  const { code = "", path, address = "", port, hostname, syscall } = error;
  if (code === "EADDRINUSE") {
    return `port ${port ?? ""} of ${address} is taken by another program: choose another with --port, or --port 0 for a free one`;
  }
  if (code === "EACCES" && syscall === "listen") {
    return `port ${port ?? ""} needs the rights of the system: choose one from 1024 up with --port`;
  }
  const isListening = syscall === "listen" || (hostname !== undefined && command?.opts().host === hostname);
  if (isListening && (code === "EADDRNOTAVAIL" || hostname !== undefined)) {
    return `this machine has no address ${hostname ?? address}: choose one of its own with --host, such as 127.0.0.1`;
  }
  if (path === undefined) return error.message;
  const origin = originOf(path, command);
  if (code === "ENOENT") {
    const what = existsSync(dirname(path)) ? "file" : "folder";
    return `there is no ${what} ${what === "file" ? path : dirname(path)}${origin}`;
  }
  const words = OF_FILES[code];
  return words === undefined ? error.message : `${path}${origin}${origin === "" ? "" : ","} ${words}`;
}

/** The option or argument that a path was given with; nothing where it came from elsewhere. */
function originOf(path: string, command?: Command): string {
  const values = command?.opts<Record<string, unknown>>() ?? {};
  const given = [
    ...(command?.options ?? []).map((one) => ({ name: one.long ?? "", value: values[one.attributeName()] })),
    ...(command?.registeredArguments ?? []).map((one, index) => ({
      name: `the argument ${one.name()}`,
      value: command?.processedArgs[index] as unknown,
    })),
  ];
  // Itself, else what is written into a folder, else the folder of a file.
  const isIt = [
    (text: string) => normalize(text) === normalize(path),
    (text: string) => normalize(text) === dirname(path),
    (text: string) => dirname(text) === normalize(path),
  ];
  const found = isIt.flatMap((is) =>
    given.filter(({ value }) => [value].flat().some((one) => typeof one === "string" && is(one))),
  );
  return found[0] === undefined ? "" : `, which ${found[0].name} names`;
}

import { open } from "node:fs/promises";
import { SinchError } from "../../provider/errors";
import { readCsv } from "./csv";
import type { History } from "./history";
import { readJsonLines } from "./json-lines";

/** How a file of JSON begins, after a byte order mark and blanks. */
const JSON_BEGINS = /^\uFEFF?\s*[[{]/;

/** The calls of a file that somebody has: the API's CSV export, or JSON with the fields of `GET /calls`. */
export function fileHistory(path: string): History {
  return {
    source: "file",
    async read(onRecord, onProgress) {
      const read = JSON_BEGINS.test(await beginningOf(path)) ? readJsonLines : readCsv;
      return await read(path, { onRecord, onProgress, name: path });
    },
  };
}

async function beginningOf(path: string): Promise<string> {
  const file = await open(path);
  try {
    // The system opens folders, too, and names none where it cannot read them.
    if ((await file.stat()).isDirectory()) throw new SinchError(`${path} is a folder, and a file is needed`);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(256), 0, 256, 0);
    return buffer.toString("utf8", 0, bytesRead);
  } finally {
    await file.close();
  }
}

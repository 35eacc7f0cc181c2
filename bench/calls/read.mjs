/** A contender: csv-parse merely reads the file. Usage: node read.mjs FILE */
import { createReadStream } from "node:fs";
import { parse } from "csv-parse";

let rows = 0;
const parser = createReadStream(process.argv[2]).pipe(parse({ columns: true, bom: true }));
for await (const row of parser) if (row["Call Id"] !== "") rows += 1;
console.log(JSON.stringify({ records: rows }));

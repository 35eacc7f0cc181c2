#!/usr/bin/env bash
# libphonenumber-js 1.13.16 (all metadata): a seven-digit number after +1 is valid, and of Canada.
# Guess: in the North American plan a number has ten digits, and fewer are invalid. Seen: "+1 310 1234" is valid, of
# CA; the same digits after another exchange are not. 310 numbers are dialled without an area code within Canada.
# Whoever takes "+1 and not ten digits" for a typing error refuses them.
set -euo pipefail
cd "$(mktemp -d)"
npm install --silent --no-audit --no-fund libphonenumber-js@1.13.16
cat >try.cjs <<'END'
const { parsePhoneNumber } = require("libphonenumber-js/max");
const { version } = require("libphonenumber-js/package.json");

const seen = Object.fromEntries(
  ["+13101234", "+13111234", "+12025550101"].map((text) => {
    const number = parsePhoneNumber(text);
    return [text, `${number.isValid() ? "valid" : "invalid"}, ${number.country ?? "of no country"}`];
  }),
);
console.log({ version, seen });
if (seen["+13101234"] !== "valid, CA") throw new Error("a short 310 number is another thing now");
if (!seen["+13111234"].startsWith("invalid")) throw new Error("another short number is valid now");
if (!seen["+12025550101"].startsWith("valid")) throw new Error("a number of ten digits is another thing now");
END
node try.cjs

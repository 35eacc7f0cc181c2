import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { isObject, objectsOf, textOf, type Json, type JsonObject } from "../../provider/json";
import type { Review } from "../../stack/change";
import { reviewOf } from "./customers";

const EXAMPLES = join(__dirname, "..", "..", "examples");

/** What a stack of each example holds, as Pulumi's mocks are told. An example is loaded once a test file. */
export async function exampleReviews(names: readonly string[]): Promise<Review[]> {
  const reviews: Review[] = [];
  for (const name of names) reviews.push(await exampleReview(name));
  return reviews;
}

async function exampleReview(example: string): Promise<Review> {
  const resources: JsonObject[] = [];
  pulumi.runtime.setAllConfig(
    { "acme:receptionPassword": "Correct-Horse-1", "acme:warehousePassword": "Correct-Horse-2" },
    [],
  );
  await pulumi.runtime.setMocks(
    {
      newResource({ type, name, inputs }) {
        const state = inputs as JsonObject;
        const usernames = objectsOf(valueOf(state.credentials)).map(({ username }) => username ?? "");
        const outputs = { ...state, usernames, domain: `${textOf(state.hostName)}.pstn.sinch.com` };
        const id = `${type}-${name}`;
        resources.push({ urn: `urn:pulumi:test::acme::${type}::${name}`, type, id, inputs: state, outputs });
        return { id, state: outputs };
      },
      call: () => ({}),
    },
    "acme",
    "test",
  );
  require(join(EXAMPLES, example, "index.ts"));
  await pulumi.runtime.disconnect();
  return reviewOf(resources);
}

/** What is in a secret, or the value itself. */
function valueOf(value: Json | undefined): Json | undefined {
  return isObject(value) && "value" in value ? value.value : value;
}

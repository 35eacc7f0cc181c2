import { join } from "node:path";
import { useProject } from "../support/harness";

const project = useProject("");

test("Pulumi's own check finds nothing wrong with the built schema", async () => {
  await project().pulumi(["schema", "check", join(__dirname, "..", "..", "dist", "schema.json")]);
});

import * as messages from "@pulumi/pulumi/proto/provider_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { CONFIG_KEYS, CONFIG_VALUES, clientOptions, type ConfigValues } from "../../config";
import { ConfigError } from "../../errors";
import { hasUnknown } from "../../lifecycle/unknown";
import { propertiesOf, structOf } from "./properties";

const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;

/** Secret whether the program marks them or not. */
const SECRET_KEYS = CONFIG_KEYS.filter((key) => "secret" in CONFIG_VALUES[key]);

/** Checks a provider's configuration, with what the environment adds to it. */
export function checkConfig(request: messages.CheckRequest): messages.CheckResponse {
  const values = valuesOf(request.getNews());
  const response = new messages.CheckResponse();
  response.setInputs(structOf({ ...values }, SECRET_KEYS));
  response.setFailuresList(configFailures(values));
  return response;
}

/** No change of the configuration replaces anything: a resource of another project refuses by itself. */
export function diffConfig(request: messages.DiffRequest): messages.DiffResponse {
  const [olds, news] = [valuesOf(request.getOlds()), valuesOf(request.getNews())];
  const diffs = CONFIG_KEYS.filter((key) => olds[key] !== news[key]);
  const response = new messages.DiffResponse();
  response.setDiffsList(diffs);
  response.setChanges(diffs.length > 0 ? DIFF_SOME : DIFF_NONE);
  return response;
}

/** The values that are known; others are left to the environment, or to a later configure. */
export function configuredValues(request: messages.ConfigureRequest): ConfigValues {
  return Object.fromEntries(
    Object.entries(valuesOf(request.getArgs())).filter(([, value]) => !hasUnknown(value)),
  );
}

/** The texts of a configuration; a stack that came from the dynamic provider still has `sinch:` before each key. */
function valuesOf(struct: Struct | undefined): ConfigValues {
  const { values } = propertiesOf(struct);
  return Object.fromEntries(
    CONFIG_KEYS.map((key) => [key, values[key] ?? values[`sinch:${key}`]] as const).filter(
      ([, value]) => typeof value === "string",
    ),
  );
}

/** A failure without a property: the message names all that is missing or wrong. */
function configFailures(values: ConfigValues): messages.CheckFailure[] {
  if (hasUnknown(values)) {
    return [];
  }
  try {
    clientOptions(values);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) {
      throw error;
    }
    const failure = new messages.CheckFailure();
    failure.setReason(error.message);
    return [failure];
  }
}

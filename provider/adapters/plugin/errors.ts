import { Metadata, status, type ServiceError } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";

/** A create that made the entity but did not finish: what the engine keeps of it. */
export class HalfDoneError extends Error {
  constructor(
    readonly id: string,
    readonly properties: Struct,
    readonly reason: string,
  ) {
    super(reason);
  }
}

/** What was thrown as gRPC carries it: a message without a stack, and the entity of a create that half succeeded. */
export function serviceError(error: unknown): Partial<ServiceError> {
  const details = error instanceof Error ? error.message : String(error);
  return error instanceof HalfDoneError
    ? { code: status.UNKNOWN, details, metadata: halfDoneMetadata(error) }
    : { code: status.UNKNOWN, details };
}

/** The engine reads the entity out of the richer form of the status, which travels as metadata. */
function halfDoneMetadata({ id, properties, reason }: HalfDoneError): Metadata {
  const failed = new ErrorResourceInitFailed();
  failed.setId(id);
  failed.setProperties(properties);
  failed.setReasonsList([reason]);
  const detail = new Any();
  detail.pack(failed.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const full = new Status();
  full.setCode(status.UNKNOWN);
  full.setMessage(reason);
  full.addDetails(detail);
  const metadata = new Metadata();
  metadata.set("grpc-status-details-bin", Buffer.from(full.serializeBinary()));
  return metadata;
}

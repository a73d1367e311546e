// What can go wrong on the phone: a code for the screens, never a sentence.
export class FieldError extends Error {
  constructor(code, details = {}) {
    super(code);
    this.name = "FieldError";
    this.code = code;
    this.details = details;
  }
}

export const fail = (code, details) => {
  throw new FieldError(code, details);
};

// What a browser says when the phone is full; every other failure of the storage passes as it is.
export function storageFailure(error) {
  if (error instanceof FieldError) return error;
  if (error?.name === "QuotaExceededError") return new FieldError("storage_full");
  if (["InvalidStateError", "UnknownError", "SecurityError"].includes(error?.name)) {
    return new FieldError("no_storage", { cause: error.name });
  }
  return error;
}

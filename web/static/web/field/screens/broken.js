// What cannot go on: no storage, an old browser, a page without a secure connection, something unforeseen.
import { button, message } from "../dom.js";
import { goOn } from "../frame.js";
import * as store from "../store.js";
import { known, t } from "../words.js";

export async function open() {
  try {
    await store.status();
  } catch (error) {
    return failed(error);
  }
  return failed(new Error("unknown"));
}

/** A view for an error: by its code where there are words for it, else with what the browser said. */
export function failed(error) {
  const code = error && error.code && known(`failed.${error.code}`) ? error.code : "unknown";
  const detail = code === "unknown" && error && error.message ? t("failed.detail", { detail: error.message }) : "";
  return {
    title: t("failed.title"),
    body: [message("stop", t(`failed.${code}`), t(`failed.${code}_rest`), detail)],
    bar: [button(t("failed.again"), () => goOn.route(), { kind: "first wide", picture: "rotate-cw" })],
    back: "#/",
  };
}

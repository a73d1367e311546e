// The token has run out, or there is none yet: sign in, and everything goes on where it stood.
import { button, h, link, message, text } from "../dom.js";
import { carry, go } from "../frame.js";
import * as queue from "../queue.js";
import { session, signInAddress, signInAgain } from "../session.js";
import { n, t } from "../words.js";

export async function open() {
  const now = await session();
  let waiting = 0;
  queue.subscribe((seen) => { waiting = seen.waiting; })();
  const told = h("div", { role: "status" });
  const renew = async () => {
    told.replaceChildren(message("", t("renew.asking")));
    try {
      await signInAgain();
      await queue.resume();
      carry([message("ok", t("renew.done"), t("renew.done_rest"))]);
      go("#/sending");
    } catch (error) {
      told.replaceChildren(message("stop", error.sentences || t(`enrol.${error.code}`), t("renew.kept")));
    }
  };
  const step = !now
    ? button(t("failed.again"), () => go("#/renew"), { kind: "first wide", picture: "rotate-cw" })
    : now.may_enrol
      ? button(t("renew.go_on"), renew, { kind: "first wide", picture: "key-round" })
      : link(t("first.sign_in"), signInAddress("#/renew"), { kind: "first wide", picture: "key-round" });
  return {
    title: t("renew.title"), back: "#/", plain: true,
    body: [
      told, text("lead", n("renew.lead", waiting)),
      !now && message("warn", t("net.offline"), t("renew.offline")),
      now && now.signed_in && !now.may_enrol && message("warn", t("first.wrong_role"), t("first.wrong_role_rest")),
    ],
    bar: [step],
  };
}

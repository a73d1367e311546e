"""Words for codes of alerts and webhooks: ledger actions, objects, jobs, acts of makers' people."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from problems import Text

ACTIONS: Mapping[str, Text] = {
    "alert_rule.made": _("Alert rule made"),
    "alert_rule.ended": _("Alert rule ended"),
    "webhook.made": _("Webhook endpoint made"),
    "webhook.secret_renewed": _("Secret of a webhook endpoint renewed"),
    "webhook.rule_set": _("Webhook endpoint goes by another rule"),
    "webhook.paused": _("Webhook endpoint paused"),
    "webhook.resumed": _("Webhook endpoint goes on"),
    "webhook.removed": _("Webhook endpoint removed"),
}
ACTS: Mapping[str, Text] = {
    **ACTIONS,
    "webhook.tested": _("Test sent to a webhook endpoint"),
    "webhook.sent_again": _("Webhook message sent again"),
    "digest.set": _("E-mail digest set"),
    "digest.ended": _("E-mail digest ended"),
}
OBJECTS: Mapping[str, Text] = {
    "alert_rule": _("alert rule"),
    "webhook": _("webhook endpoint"),
    "digest": _("e-mail digest"),
}
JOBS: Mapping[str, Text] = {
    "makers.hear_of_release": _("Tell makers of a finding"),
    "makers.mail_endpoint_paused": _("Mail that a webhook endpoint is paused"),
    "makers.mail_digest": _("Mail a digest"),
}

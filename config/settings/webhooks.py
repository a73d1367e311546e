"""Webhooks to manufacturers: where they may go. Addresses that are not public are refused whatever is set here."""

from pathlib import Path

from config import env

WEBHOOK_PORTS = frozenset(map(int, env.words("WEBHOOK_PORTS", "443,8443")))
WEBHOOK_HTTP = env.boolean("WEBHOOK_HTTP", default=False)
# Certificates to trust instead of the system's, in one PEM file.
_ca_file = env.text("WEBHOOK_CA_FILE", "")
WEBHOOK_CA_FILE: Path | None = Path(_ca_file) if _ca_file else None
# Networks that are let through though they are not public. Only tests set it; no variable does.
WEBHOOK_OPEN_NETWORKS: tuple[str, ...] = ()

"""The database itself shows a maker's request no row but its own: the second line, on PostgreSQL alone.

`makers.row_scope` says for which organisation, and for which brands, a request speaks. Where nothing was said
everything passes: our own people, jobs, commands. That somebody speaks for no brand is said, and opens no finding.
Not on `makers_maker` and `makers_termsacceptance`: they are read before it is known who asks.
FORCE: the policies hold for the owner of the tables too, if it is no superuser.
"""

from django.db import migrations

# Each in a SELECT of its own, so that it is worked out once in a query and not once in a row.
NOTHING_SAID = "(SELECT coalesce(current_setting('chiptrail.organisation', true), '') = '')"
ORGANISATION = "(SELECT nullif(current_setting('chiptrail.organisation', true), '')::bigint)"
BRANDS = "(SELECT string_to_array(current_setting('chiptrail.brands', true), ',')::bigint[])::bigint[]"

OF_ORGANISATIONS = (
    "makers_alert",
    "makers_alertrule",
    "makers_answer",
    "makers_answerdocument",
    "makers_answerfile",
    "makers_answerrow",
    "makers_brandgrant",
    "makers_digest",
    "makers_feed",
    "makers_findingvisit",
    "makers_makercalendar",
    "makers_ownact",
    "makers_requestevent",
    "makers_savedfilter",
    "makers_tracerequest",
    "makers_webhookdelivery",
    "makers_webhookendpoint",
    "makers_wording",
    "makers_wordingreply",
)
OF_PARENTS = {
    "makers_alert_rules": ("makers_alert", "alert_id"),
    "makers_tracerequest_releases": ("makers_tracerequest", "tracerequest_id"),
}
"""Tables without an organisation: a row is there for whom the row is there that it belongs to."""

OWN = {
    "teardowns_release": f"brand_id = ANY ({BRANDS})",
    **dict.fromkeys(OF_ORGANISATIONS, f"organisation_id = {ORGANISATION}"),
    **{
        table: f"EXISTS (SELECT 1 FROM {parent} AS parent WHERE parent.id = {table}.{key})"
        for table, (parent, key) in OF_PARENTS.items()
    },
}


def guard(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for table, own in OWN.items():
        schema_editor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")
        schema_editor.execute(f"CREATE POLICY own_rows ON {table} USING ({NOTHING_SAID} OR {own})")


def lift(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for table in OWN:
        schema_editor.execute(f"DROP POLICY own_rows ON {table}")
        schema_editor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY")


class Migration(migrations.Migration):
    dependencies = [("makers", "0005_alerts"), ("teardowns", "0013_findings")]
    operations = [migrations.RunPython(guard, lift)]

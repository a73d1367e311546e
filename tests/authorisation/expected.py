"""The table. One row a route; a door a method; who is let in, and from whom the object is hidden.

Who is named in neither is asked to sign in when signed out, and denied otherwise. The arguments of `at` say which
thing of `world.py` stands where in the address. Add the row with the route: without it the build fails.
"""

from tests.authorisation.answers import EVERYBODY, KNOWN, SIGNED_IN, Door, Route, door

FIELD = "field token_field"
FIELD_OTHER = "field_other token_field_other"
TEAMS = f"{FIELD} {FIELD_OTHER}"
ANALYST = "analyst token_analyst"
ENFORCEMENT = "enforcement token_enforcement"
READERS = f"{ANALYST} {ENFORCEMENT}"
MAKER = "maker token_maker"
MAKER_OTHER = "maker_other token_maker_other"
SEE_TEARDOWNS = "field field_other analyst enforcement"
UPLOADER = "token_upload"
COLLEAGUE = "token_upload_colleague"
PHONE, PHONE_OTHER = "token_device", "token_device_other"
SENDERS, SENDERS_OTHER = f"{FIELD} {PHONE}", f"{FIELD_OTHER} {PHONE_OTHER}"


def at(**kwargs: str) -> dict[str, str]:
    """What stands in the address."""
    return kwargs


def row(at: dict[str, str] | None = None, **doors: Door) -> Route:
    """A row; each keyword is a method. Methods that are not named must be refused to everybody."""
    return Route(doors, at or {})


def see(thing: str, **more: str) -> Route:
    """A page about one thing of a field team."""
    doors = {"GET": door("field analyst enforcement", hides="field_other")}
    return Route(doors, {"public_id": thing} | more)


def library(signed_out: str = "", *, hides: str = "", read_only: bool = False, **kwargs: str) -> Route:
    """A page of the login library: for everybody who is signed in, and for `signed_out` besides."""
    one = door("" if hides else f"{SIGNED_IN} {signed_out}", hides=hides)
    return Route({"GET": one} if read_only else {"GET": one, "POST": one}, kwargs, other_methods=False)


NOBODY_YET = "anonymous suspended"

ROUTES: dict[str, Route] = {
    # One's own account. Beyond these nothing of the library has an address.
    "account_login": library(NOBODY_YET),
    "account_logout": library(NOBODY_YET),
    "account_reauthenticate": library(),
    "account_change_password": library(),
    "account_set_password": library(),
    "account_reset_password": library(NOBODY_YET),
    "account_reset_password_done": library(NOBODY_YET, read_only=True),
    "account_reset_password_from_key": library(NOBODY_YET, uidb36="invited", key="invitation"),
    "account_reset_password_from_key_done": library(NOBODY_YET, read_only=True),
    "mfa_index": library(read_only=True),
    "mfa_authenticate": library(),  # works between the password and the second factor only, sends others away
    "mfa_reauthenticate": library(),
    # Nobody who walks has a second factor: what one would remove or show is not there.
    "mfa_activate_totp": library(),
    "mfa_deactivate_totp": library(hides=SIGNED_IN),
    "mfa_view_recovery_codes": library(hides=SIGNED_IN, read_only=True),
    "mfa_download_recovery_codes": library(hides=SIGNED_IN, read_only=True),
    "mfa_generate_recovery_codes": library(),
    "mfa_list_webauthn": library(read_only=True),
    "mfa_add_webauthn": library(),
    "mfa_login_webauthn": library(),
    "mfa_reauthenticate_webauthn": library(),
    # Whose passkey it is, is asked after the password: see tests/accounts/test_signing_in.py.
    "mfa_remove_webauthn": library(pk="passkey"),
    "mfa_edit_webauthn": library(pk="passkey"),
    # Pages: home and language.
    "web:home": row(GET=door("field field_other analyst maker maker_other enforcement admin")),
    "web:set_language": row(POST=door(EVERYBODY)),
    # Pages: the field app's shell, public and without data.
    "web:field": row(GET=door(EVERYBODY)),
    "web:field_worker": row(GET=door(EVERYBODY)),
    "web:field_session": row(GET=door(EVERYBODY)),
    "web:field_manifest": row(GET=door(EVERYBODY)),
    "web:field_shell_uk": row(GET=door(EVERYBODY)),
    "web:field_shell_en": row(GET=door(EVERYBODY)),
    # Pages: teardowns, photos, components.
    "web:teardowns": row(GET=door(SEE_TEARDOWNS)),
    "web:new_teardown": row(GET=door("field field_other"), POST=door("field field_other")),
    "web:import_photos": row(GET=door("field field_other"), POST=door("field field_other")),
    "web:photo_import": row(at(public_id="photo_import"), GET=door("field", hides="field_other")),
    "web:teardown": see("teardown"),
    "web:teardown_progress": see("teardown"),
    "web:upload": row(at(public_id="teardown"), POST=door("field", hides="field_other")),
    "web:add_assembly": row(at(public_id="teardown"), POST=door("field", hides="field_other")),
    "web:move_assembly": row(at(public_id="assembly"), POST=door("field", hides="field_other")),
    "web:photo": see("photo"),
    "web:picture": see("photo", kind="derivative"),
    "web:ask_about_photo": row(at(public_id="photo"), POST=door("analyst")),
    "web:preview": see("preview"),
    "web:preview_picture": see("preview"),
    "web:ask_about_preview": row(at(public_id="preview"), POST=door("analyst")),
    "web:voice": see("voice"),
    "web:exhibit": see("exhibit"),
    "web:bag_label": see("exhibit"),
    "web:bag_labels": row(GET=door("field field_other")),
    "web:receipts": row(GET=door(SEE_TEARDOWNS)),
    "web:phones": row(GET=door("field field_other admin")),
    "web:revoke_phone": row(at(public_id="phone"), POST=door("field admin", hides="field_other")),
    "web:wipe_phone": row(at(public_id="phone"), POST=door("field admin", hides="field_other")),
    "web:crop": see("marking"),
    "web:component": see("component"),
    "web:write_reading": row(at(public_id="marking"), POST=door("analyst")),
    "web:read_region": row(at(public_id="photo"), POST=door("analyst")),
    "web:region": row(at(public_id="region"), GET=door("analyst")),
    "web:describe": row(at(public_id="component"), POST=door("analyst")),
    "web:confirm": row(at(public_id="component"), POST=door("analyst")),
    "web:reject": row(at(public_id="component"), POST=door("analyst")),
    "web:illegible": row(at(public_id="component"), POST=door("analyst")),
    "web:join_chips": row(at(public_id="component"), POST=door("analyst")),
    "web:part_chips": row(at(public_id="component"), POST=door("analyst")),
    # Pages: parts and parties.
    "web:parts": row(GET=door("analyst enforcement")),
    "web:ask_outside": row(POST=door("analyst enforcement")),
    "web:part": row(at(maker="maker", number="part"), GET=door("analyst enforcement")),
    "web:party": row(at(public_id="party"), GET=door("analyst enforcement")),
    "web:chain": row(at(public_id="trace"), GET=door("analyst enforcement")),
    "web:chain_progress": row(at(public_id="trace"), GET=door("analyst enforcement")),
    "web:traces": row(GET=door("analyst enforcement")),
    "web:start_trace_run": row(POST=door("analyst enforcement")),
    "web:stop_trace_run": row(at(public_id="trace_run"), POST=door("analyst enforcement")),
    "web:trace_again": row(at(public_id="trace"), POST=door("analyst enforcement")),
    "web:trace_teardown": row(at(public_id="teardown"), POST=door("analyst enforcement")),
    "web:lots": row(GET=door("analyst enforcement")),
    "web:lot": row(
        at(maker="maker", shared="lot_kind", code="lot_code", number="part"), GET=door("analyst enforcement")
    ),
    "web:statement": row(at(public_id="statement"), GET=door("analyst enforcement")),
    "web:listings": row(GET=door("analyst enforcement")),
    "web:listing": row(at(public_id="party_list"), GET=door("analyst enforcement")),
    "web:list_version": row(at(public_id="list_version"), GET=door("analyst enforcement")),
    "web:list_original": row(at(public_id="list_version"), POST=door("enforcement")),
    "web:names": row(GET=door("analyst enforcement")),
    "web:judge_name": row(POST=door("analyst")),
    "web:take_back_name": row(at(public_id="name_judgement"), POST=door("analyst")),
    "web:trade_original": row(at(public_id="trade_file"), POST=door("enforcement")),
    "web:trade_file": row(at(public_id="trade_file"), GET=door("analyst enforcement")),
    "web:shipment": row(at(public_id="trade_file", row="trade_row"), GET=door("analyst enforcement")),
    "web:corrections": row(GET=door("analyst enforcement")),
    "web:correct_party": row(at(public_id="party"), GET=door("analyst"), POST=door("analyst")),
    "web:correct_rule": row(GET=door("analyst"), POST=door("analyst")),
    "web:name_part": row(at(maker="maker", number="part"), POST=door("analyst")),
    "web:take_back": row(at(public_id="correction"), POST=door("analyst")),
    # Pages: screening, seen by the organisation whose it is.
    "web:screening": row(GET=door("analyst enforcement"), POST=door("analyst enforcement")),
    "web:screened": row(at(public_id="screening"), GET=door("analyst", hides="enforcement")),
    "web:screened_csv": row(at(public_id="screening"), GET=door("analyst", hides="enforcement")),
    "web:judge_screening": row(at(public_id="screening", row="one"), POST=door("analyst", hides="enforcement")),
    "web:take_back_screening_judgement": row(at(public_id="screening_judgement"), POST=door("analyst enforcement")),
    # Pages: lists of markings, seen by the organisation whose they are.
    "web:lists": row(GET=door("analyst enforcement"), POST=door("analyst enforcement")),
    "web:list": row(at(public_id="list"), GET=door("analyst", hides="enforcement")),
    "web:list_csv": row(at(public_id="list"), GET=door("analyst", hides="enforcement")),
    "web:list_xlsx": row(at(public_id="list"), GET=door("analyst", hides="enforcement")),
    "web:delete_list": row(at(public_id="list"), POST=door("analyst", hides="enforcement")),
    # Pages of manufacturers.
    "web:findings": row(GET=door("maker maker_other")),
    "web:findings_csv": row(GET=door("maker maker_other")),
    "web:finding": row(at(public_id="finding"), GET=door("maker", hides="maker_other")),
    "web:finding_picture": row(at(public_id="finding"), GET=door("maker", hides="maker_other")),
    # Pages: imports of lists of parts.
    "web:imports": row(GET=door("admin")),
    "web:new_import": row(GET=door("admin"), POST=door("admin")),
    "web:import": row(at(public_id="import"), GET=door("admin")),
    "web:import_left_out": row(at(public_id="import"), GET=door("admin")),
    "web:preview_import": row(at(public_id="import"), POST=door("admin")),
    "web:apply_import": row(at(public_id="import"), POST=door("admin")),
    "web:roll_back_import": row(at(public_id="import"), POST=door("admin")),
    "web:discard_import": row(at(public_id="import"), POST=door("admin")),
    # Pages: jobs, evidence, people.
    "web:jobs": row(GET=door("analyst admin")),
    "web:run_again": row(at(public_id="job"), POST=door("admin")),
    "web:ledger": row(GET=door("enforcement admin")),
    "web:verify": row(POST=door("admin")),
    "web:history": row(
        at(subject_type="subject_type", subject_id="teardown"),
        GET=door("field analyst enforcement admin", hides="field_other"),
    ),
    "web:people": row(GET=door("admin")),
    "web:create_organisation": row(POST=door("admin")),
    "web:create_person": row(POST=door("admin")),
    "web:person": row(at(public_id="person"), GET=door("admin")),
    "web:invite": row(at(public_id="person"), POST=door("admin")),
    "web:suspend": row(at(public_id="person"), POST=door("admin")),
    "web:restore": row(at(public_id="person"), POST=door("admin")),
    "web:change_role": row(at(public_id="person"), POST=door("admin")),
    "web:reset_second_factor": row(at(public_id="person"), POST=door("admin")),
    "web:issue_token": row(at(public_id="person"), POST=door("admin")),
    "web:revoke_token": row(at(public_id="token"), POST=door("admin")),
    # API: what describes it, and what is not there.
    "api:schema": row(GET=door(KNOWN)),
    "api:docs": row(GET=door(KNOWN)),
    "api:nothing": Route({"GET": door(hides=EVERYBODY), "POST": door(hides=EVERYBODY)}),
    # API of field teams.
    "api:field:weapon-models": row(GET=door(TEAMS)),
    "api:field:teardowns": row(GET=door(TEAMS), POST=door(TEAMS)),
    "api:field:devices": row(POST=door("field field_other", body={"label": "walk"})),
    "api:field:sync": row(POST=door(f"{SENDERS} {SENDERS_OTHER} token_device_wiped")),
    "api:field:teardown": row(
        at(teardown_id="teardown"),
        GET=door(FIELD, hides=FIELD_OTHER),
        PUT=door(SENDERS, hides=SENDERS_OTHER, makes_id=True),
    ),
    "api:field:previews": row(POST=door(f"{SENDERS} {SENDERS_OTHER} {UPLOADER} {COLLEAGUE}")),
    # Whose the teardown in the body is, is asked after the body was understood: see tests/api/test_phone*.py.
    "api:field:exhibit": row(at(exhibit_id="exhibit"), PUT=door(f"{SENDERS} {SENDERS_OTHER}")),
    "api:field:handover": row(at(handover_id="handover"), PUT=door(f"{SENDERS} {SENDERS_OTHER}")),
    "api:field:code": row(at(code_id="label_code"), PUT=door(f"{SENDERS} {SENDERS_OTHER}")),
    "api:field:assemblies": row(at(teardown_id="teardown"), POST=door(FIELD, hides=FIELD_OTHER)),
    "api:field:assembly": row(at(assembly_id="assembly"), PATCH=door(FIELD, hides=FIELD_OTHER)),
    "api:field:photos": row(
        at(teardown_id="teardown"),
        GET=door(FIELD, hides=FIELD_OTHER),
        POST=door(f"{SENDERS} {UPLOADER} {COLLEAGUE}", hides=SENDERS_OTHER),
    ),
    "api:field:uploads": row(POST=door(f"{SENDERS} {SENDERS_OTHER} {UPLOADER} {COLLEAGUE}")),
    "api:field:upload": row(
        at(upload_id="partial_upload"),
        PATCH=door(f"{SENDERS} {UPLOADER}", hides=f"{SENDERS_OTHER} {COLLEAGUE}"),
        DELETE=door(f"{SENDERS} {UPLOADER}", hides=f"{SENDERS_OTHER} {COLLEAGUE}"),
    ),
    "api:field:photo": row(
        at(photo_id="photo"), GET=door(f"{SENDERS} {UPLOADER}", hides=f"{SENDERS_OTHER} {COLLEAGUE}")
    ),
    # API of the laboratory.
    "api:analyst:teardowns": row(GET=door(READERS)),
    "api:analyst:teardown": row(at(teardown_id="teardown"), GET=door(READERS)),
    "api:analyst:photos": row(at(teardown_id="teardown"), GET=door(READERS)),
    "api:analyst:photo": row(at(photo_id="photo"), GET=door(READERS)),
    "api:analyst:photo-picture": row(at(photo_id="photo", kind="derivative"), GET=door(READERS)),
    "api:analyst:regions": row(at(photo_id="photo"), POST=door(ANALYST)),
    "api:analyst:region": row(at(region_id="region"), GET=door(ANALYST)),
    "api:analyst:marking-picture": row(at(marking_id="marking"), GET=door(READERS)),
    "api:analyst:readings": row(at(marking_id="marking"), POST=door(ANALYST)),
    "api:analyst:components": row(GET=door(READERS)),
    "api:analyst:component": row(at(component_id="component"), GET=door(READERS), PATCH=door(ANALYST)),
    "api:analyst:identifications": row(at(component_id="component"), POST=door(ANALYST)),
    "api:analyst:joins": row(at(component_id="component"), POST=door(ANALYST)),
    "api:analyst:partings": row(at(component_id="component"), POST=door(ANALYST)),
    "api:analyst:queue": row(GET=door(ANALYST)),
    "api:analyst:part-search": row(POST=door(READERS, body={"number": "AD9361BBCZ"})),
    "api:analyst:part": row(at(manufacturer="maker", number="part"), GET=door(READERS)),
    "api:analyst:resolve": row(POST=door(READERS, body={"markings": ["AD9361 | BBCZ"]})),
    "api:analyst:resolve-list": row(at(list_id="list"), GET=door(ANALYST, hides=ENFORCEMENT)),
    "api:analyst:resolve-rows": row(at(list_id="list"), GET=door(ANALYST, hides=ENFORCEMENT)),
    "api:analyst:corrections": row(
        GET=door(READERS), POST=door(ANALYST, body={"kind": "rule_wrong", "rule": "prefix:LMH", "note": "walk"})
    ),
    "api:analyst:withdrawal": row(at(correction_id="correction"), POST=door(ANALYST, body={"note": "walk"})),
    "api:analyst:traces": row(GET=door(READERS), POST=door(READERS)),
    "api:analyst:trace": row(at(trace_id="trace"), GET=door(READERS)),
    "api:analyst:screenings": row(POST=door(READERS, body={"names": ["Acme"]})),
    "api:analyst:screening": row(at(screening_id="screening"), GET=door(ANALYST, hides=ENFORCEMENT)),
    "api:analyst:trace-again": row(at(trace_id="trace"), POST=door(READERS)),
    "api:analyst:past-answers": row(at(trace_id="trace"), GET=door(READERS)),
    "api:analyst:past-answer": row(at(trace_id="trace", sha256="past_answer"), GET=door(READERS)),
    "api:analyst:trace-csv": row(at(trace_id="trace"), GET=door(READERS)),
    "api:analyst:trace-ftm": row(at(trace_id="trace"), GET=door(READERS)),
    "api:analyst:trace-runs": row(GET=door(READERS), POST=door(READERS)),
    "api:analyst:trace-run": row(at(run_id="trace_run"), GET=door(READERS)),
    "api:analyst:stop-trace-run": row(at(run_id="trace_run"), POST=door(READERS)),
    "api:analyst:likely-names": row(GET=door(READERS)),
    "api:analyst:name-judgements": row(
        GET=door(READERS), POST=door(ANALYST, body={"text": "Walk Ltd", "country": "US", "verdict": "same"})
    ),
    "api:analyst:name-withdrawal": row(at(judgement_id="name_judgement"), POST=door(ANALYST, body={"note": "walk"})),
    "api:analyst:lots": row(GET=door(READERS)),
    "api:analyst:party": row(at(party_id="party"), GET=door(READERS)),
    "api:analyst:jobs": row(GET=door(f"{ANALYST} admin")),
    "api:analyst:job": row(at(job_id="job"), GET=door(f"{ANALYST} admin")),
    "api:analyst:run-again": row(at(job_id="job"), POST=door("admin")),
    "api:analyst:history": row(
        at(subject_type="subject_type", subject_id="teardown"), GET=door(f"{ENFORCEMENT} admin")
    ),
    # API of manufacturers.
    "api:manufacturer:findings": row(GET=door(f"{MAKER} {MAKER_OTHER}")),
    "api:manufacturer:finding": row(at(finding_id="finding"), GET=door(MAKER, hides=MAKER_OTHER)),
    "api:manufacturer:finding-picture": row(at(finding_id="finding"), GET=door(MAKER, hides=MAKER_OTHER)),
}

"""Opening a teardown and building its tree of assemblies."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.queries import Principal
from accounts.roles import Capability
from custody.ledger import Subject, append
from problems import NotAllowed
from teardowns.models import Assembly, Component, DatePrecision, Region, Specimen, Teardown, WeaponModel
from teardowns.paths import clean_text
from teardowns.problems import (
    BadText,
    CyclicAssembly,
    ForeignAssembly,
    OrderNumberTaken,
    RecoveryDayImpossible,
    UnknownWeaponModel,
)
from teardowns.queries.weapons import weapon_model_named

MAX_NOTE = 300
EARLIEST_RECOVERY = date(1950, 1, 1)


def open_teardown(
    *,
    principal: Principal,
    order_number: str,
    specimen_label: str,
    weapon_model: str = "",
    region: str = "",
    recovered_on: date | None = None,
    recovered_precision: str = DatePrecision.DAY,
    circumstances: str = "",
) -> Teardown:
    """Record a specimen and its examination. A specimen that the organisation knows by this label is used again.

    Raises NotAllowed, BadText, UnknownWeaponModel, RecoveryDayImpossible, OrderNumberTaken.
    """
    if Capability.TEARDOWN_CREATE not in principal.capabilities:
        raise NotAllowed
    number = required_text("order_number", order_number, 60)
    label = required_text("specimen_label", specimen_label, 60)
    story = optional_text("circumstances", circumstances, 4000)
    model = _weapon_model(weapon_model)
    if region not in Region.values:
        raise BadText(field="region")
    if recovered_precision not in DatePrecision.values:
        raise BadText(field="recovered_precision")
    _check_recovery(recovered_on)
    try:
        with transaction.atomic():
            specimen, _created = Specimen.objects.get_or_create(
                organisation=principal.organisation,
                label=label,
                defaults={
                    "weapon_model": model,
                    "region": region,
                    "recovered_on": recovered_on,
                    "recovered_precision": recovered_precision,
                },
            )
            teardown = Teardown.objects.create(
                organisation=principal.organisation,
                specimen=specimen,
                order_number=number,
                examiner=principal.user,
                circumstances=story,
            )
            append(
                action="teardown.opened",
                subject=Subject("teardown", str(teardown.public_id)),
                actor=principal.actor,
                details={"order_number": number, "specimen": str(specimen.public_id)},
            )
    except IntegrityError:
        raise OrderNumberTaken(number=number) from None
    return teardown


@transaction.atomic
def add_assembly(*, principal: Principal, teardown: Teardown, name: str, parent: Assembly | None = None) -> Assembly:
    """Add a board or module, at the top or inside another one of the same teardown. Raises ForeignAssembly, BadText."""
    _may_edit(principal)
    if parent is not None and parent.teardown_id != teardown.pk:
        raise ForeignAssembly
    assembly = Assembly.objects.create(teardown=teardown, parent=parent, name=required_text("name", name, 120))
    _tell(principal, "assembly.added", assembly, parent)
    return assembly


@transaction.atomic
def move_assembly(*, principal: Principal, assembly: Assembly, parent: Assembly | None) -> Assembly:
    """Hang an assembly elsewhere in the tree. Raises CyclicAssembly, ForeignAssembly."""
    _may_edit(principal)
    # All moves in one teardown queue up here, or two of them could close a ring together.
    Teardown.objects.select_for_update().get(pk=assembly.teardown_id)
    if parent is not None and parent.teardown_id != assembly.teardown_id:
        raise ForeignAssembly
    parents = dict(Assembly.objects.filter(teardown_id=assembly.teardown_id).values_list("pk", "parent_id"))
    above = parent.pk if parent else None
    while above is not None:
        if above == assembly.pk:
            raise CyclicAssembly(name=assembly.name)
        above = parents.get(above)
    assembly.parent = parent
    assembly.save(update_fields=["parent"])
    _tell(principal, "assembly.moved", assembly, parent)
    return assembly


@transaction.atomic
def describe_component(
    *,
    principal: Principal,
    component: Component,
    designator: str | None = None,
    package: str | None = None,
    assembly: Assembly | None = None,
) -> Component:
    """Say where a component sits and what it looks like; what is None stays. Raises ForeignAssembly, BadText."""
    _may_edit(principal)
    if assembly is not None and assembly.teardown_id != component.teardown_id:
        raise ForeignAssembly
    if designator is not None:
        component.designator = optional_text("designator", designator, 20)
    if package is not None:
        component.package = optional_text("package", package, 40)
    if assembly is not None:
        component.assembly = assembly
    component.save(update_fields=["designator", "package", "assembly"])
    append(
        action="component.described",
        subject=Subject("component", str(component.public_id)),
        actor=principal.actor,
        details={"designator": component.designator, "package": component.package},
    )
    return component


def required_text(field: str, text: str, limit: int) -> str:
    """The text cleaned. Raises BadText when nothing is left or it is longer than `limit`."""
    clean = clean_text(text, limit)
    if not clean:
        raise BadText(field=field)
    return clean


def optional_text(field: str, text: str, limit: int) -> str:
    """The text cleaned, possibly empty. Raises BadText when it is longer than `limit`."""
    clean = clean_text(text, limit)
    if clean is None:
        raise BadText(field=field)
    return clean


def _weapon_model(name: str) -> WeaponModel | None:
    if not name.strip():
        return None
    model = weapon_model_named(name)
    if model is None:
        raise UnknownWeaponModel(name=clean_text(name[:60], 60) or "")
    return model


def recovery_possible(day: date) -> bool:
    """Whether something can have been recovered on this day. East of Greenwich it is tomorrow already."""
    return EARLIEST_RECOVERY <= day <= timezone.now().date() + timedelta(days=1)


def _check_recovery(day: date | None) -> None:
    if day is not None and not recovery_possible(day):
        raise RecoveryDayImpossible(day=day.isoformat())


def _may_edit(principal: Principal) -> None:
    if not principal.capabilities & {Capability.TEARDOWN_CREATE, Capability.IDENTIFICATION_WRITE}:
        raise NotAllowed


def _tell(principal: Principal, action: str, assembly: Assembly, parent: Assembly | None) -> None:
    append(
        action=action,
        subject=Subject("assembly", str(assembly.public_id)),
        actor=principal.actor,
        details={"name": assembly.name, "parent": str(parent.public_id) if parent else ""},
    )

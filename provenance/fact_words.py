"""The facts of a part in words, in the reader's language. A paragraph is a hint with a condition, never a judgement."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from provenance.partnumbers.facts.types import CustomsCode, Temperature
from provenance.partnumbers.families.base import Grade
from provenance.reference.classes import HintRow


@dataclass(frozen=True, slots=True)
class Wording:
    """What a paragraph names, and the condition that a person has to check before it applies."""

    about: Promise
    only_if: Promise


GRADES: Mapping[Grade, Promise] = {
    Grade.COMMERCIAL: _("commercial"),
    Grade.INDUSTRIAL: _("industrial"),
    Grade.AUTOMOTIVE: _("automotive"),
    Grade.MILITARY: _("military"),
    Grade.SPACE: _("space: radiation-tolerant"),
}

GOODS: Mapping[str, Promise] = {
    "854231": _("processors and controllers"),
    "854232": _("memories"),
    "854233": _("amplifiers"),
    "854239": _("other integrated circuits"),
    "851762": _("apparatus that receives, converts or transmits data"),
    "852691": _("radio navigation receivers"),
    "853221": _("tantalum capacitors"),
    "853224": _("multilayer ceramic capacitors"),
    "850440": _("static converters, power supplies"),
    "854110": _("diodes"),
    "854121": _("transistors below 1 W"),
    "854129": _("other transistors"),
    "854130": _("thyristors, diacs, triacs"),
    "854149": _("other photosensitive semiconductor devices"),
    "854151": _("semiconductor transducers"),
    "854160": _("mounted piezo-electric crystals"),
    "853669": _("plugs and sockets up to 1,000 V"),
    "853690": _("other connectors up to 1,000 V"),
}
"""Goods of the Common High Priority List that our kinds of part can be, by customs code."""

HINTS: Mapping[str, Wording] = {
    "radiation_hardened": Wording(
        _("radiation-hardened integrated circuits"),
        _(
            "Only if it is designed or rated to withstand a total dose of 5 × 10³ Gy (Si), a dose rate upset of "
            "5 × 10⁶ Gy (Si)/s, or a neutron fluence of 5 × 10¹³ n/cm² on silicon, or more."
        ),
    ),
    "spacecraft_circuit": Wording(
        _("radiation-hardened microcircuits for spacecraft"),
        _("Only if its data sheet rates it for the radiation that these paragraphs name."),
    ),
    "temperature_range": Wording(
        _("circuits for extreme temperatures"),
        _(
            "Only if it is rated for an ambient temperature above 125 °C, below −55 °C, or all the way from −55 to "
            "125 °C, and is not for civil cars or trains."
        ),
    ),
    "fast_adc": Wording(
        _("fast analogue-to-digital converters"),
        _(
            "Only if it samples faster than the paragraph allows for its resolution, for example 400 million samples "
            "a second at 12 or 13 bits, or 65 million from 16 bits."
        ),
    ),
    "fast_dac": Wording(
        _("fast digital-to-analogue converters"),
        _("Only if it has 10 bits or more and is updated faster than the paragraph allows for its resolution."),
    ),
    "large_fpga": Wording(
        _("large programmable logic"),
        _("Only if it has more than 700 digital inputs and outputs, or serial links of 500 Gb/s together, one way."),
    ),
    "middle_fpga": Wording(
        _("middle-sized programmable logic"),
        _("Only if it has from 200 to 700 digital inputs and outputs."),
    ),
    "microwave_amplifier": Wording(
        _("microwave amplifiers on one chip"),
        _("Only if it works above 2.7 GHz with more power than the paragraph allows for its frequency."),
    ),
    "encryption": Wording(
        _("goods that keep data secret"),
        _("Only if it enciphers data with a symmetric key of more than 56 bits and no note of the paragraph frees it."),
    ),
    "government_gnss": Wording(
        _("satellite navigation for governments"),
        _("Only if it deciphers signals reserved for governments or steers its antenna away from jammers."),
    ),
    "airborne_gnss": Wording(
        _("satellite navigation for missiles and aircraft"),
        _("Only if it is made for aircraft or missiles and gives a position at more than 600 m/s."),
    ),
    "exact_accelerometer": Wording(
        _("exact accelerometers"),
        _("Only if its bias and scale factor are as stable as the paragraph says, or it works above 100 g."),
    ),
    "exact_gyro": Wording(
        _("exact gyroscopes"),
        _("Only if its bias or its random walk is as small as the paragraph says."),
    ),
    "processor_speed": Wording(
        _("microprocessors and microcontrollers"),
        _(
            "Only if its clock is faster than 25 MHz, or it reaches 5 GFLOPS with 32 bits or more, or it has links to "
            "other processors of 2.5 MB/s."
        ),
    ),
    "memory_size": Wording(
        _("memories"),
        _(
            "Only if it is a flash memory of more than 16 Mbit, another EEPROM of more than 1 Mbit, or a static RAM "
            "above the limits of the paragraph."
        ),
    ),
    "middle_adc": Wording(
        _("analogue-to-digital converters"),
        _("Only if it samples faster than this paragraph allows for its resolution."),
    ),
    "telecommunication": Wording(
        _("telecommunication equipment and its parts"),
        _("Only if it is transmission equipment, or a part, that the paragraph names."),
    ),
    "other_navigation": Wording(
        _("other navigation and avionics, and their parts"),
        _("Only if no stricter paragraph of category 7 applies."),
    ),
    "russia_ccl": Wording(
        _("goods of the Commerce Control List to Russia"),
        _(
            "Only if it has an ECCN and is subject to US law; first for categories 3 to 9, later for all. "
            "Belarus was added later."
        ),
    ),
    "russia_tariff": Wording(
        _("goods by customs code to Russia, Belarus and Iran"),
        _("Only if its customs code stands in that supplement and it is subject to US law."),
    ),
    "russia_dual_use": Wording(
        _("dual-use goods to Russia"),
        _("Only if it is described in Annex I of Regulation (EU) 2021/821."),
    ),
    "russia_advanced": Wording(
        _("advanced technology to Russia"),
        _("Only if it is described in Annex VII of the regulation, as that annex stood on the day."),
    ),
}
"""By the key of control_hints.csv."""


def grade_words(grade: Grade) -> str:
    """A grade in words."""
    return str(GRADES[grade])


def goods_words(code: CustomsCode) -> str:
    """What a customs code stands for, as the priority list has it; empty where it is not on the list."""
    if code.hs6 in GOODS:
        return str(GOODS[code.hs6])
    return code.priority.description if code.priority else ""


def temperature_words(temperature: Temperature) -> str:
    """ "−40 to 85 °C, ambient"."""
    span = {"low": str(temperature.low).replace("-", "−"), "high": str(temperature.high)}
    if temperature.of == "junction":
        return gettext("%(low)s to %(high)s °C at the chip") % span
    return gettext("%(low)s to %(high)s °C around it") % span


def hint_about(row: HintRow) -> str:
    """What a paragraph names."""
    return str(HINTS[row.key].about)


def hint_condition(row: HintRow) -> str:
    """What has to be true before it applies."""
    return str(HINTS[row.key].only_if)

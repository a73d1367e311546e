"""Silicon Laboratories: microcontrollers and radio are its own; timing, isolation, power are Skyworks' since 2021."""

from provenance.partnumbers.families.base import Family, scheme, series

FAMILY = Family(
    manufacturer="Silicon Labs",
    numberings=(
        scheme(
            r"(?P<base>SI(?!\d{4}[A-Z]{0,2}D[YVSPHNLQUXBTC](?:T1.*)?$)(?:10|21|22|24|30|31|32|33|34|35|40|41|43|44|46|47|48|50|51|52|53|54|55|56|57|59|70|72|80|82|83|84|86|87|88|89)\d{2}[A-Z]?)(?P<suffix>[A-Z0-9]{0,12})"
        ),
        series(
            "C8051F",
            "EFM8[A-Z]{2}",
            "EFM32[A-Z]{1,2}",
            "EFR32[A-Z]{2}",
            "EZR32",
            "CP2",
            "CPT",
            "BGM",
            "MGM",
            digits="2,4",
            suffix=r"[A-Z][A-Z0-9]{0,14}",
        ),
        scheme(r"(?P<base>WT(?:11|12|32|41)[AEIU])(?P<suffix>[A-Z]{1,2}\d{0,2})?"),
    ),
    examples=("C8051F340-GQ", "CP2102-GMR", "Si8410AB-D-IS", "EFM8BB10F8G-A-QFN20", "EFR32MG21A020F768IM32"),
)

"""onsemi, formerly Motorola's standard parts, with Fairchild's (bought in 2016); NCV and NVT numbers are automotive."""

from provenance.partnumbers.families.base import ORDERING, Family, Grade, grade, scheme, series, top_mark

FAMILY = Family(
    manufacturer="onsemi",
    numberings=(
        series(
            "NC[NSV]",
            r"NCP(?!(?:0[0-9]|1[58]|2[13])[A-Z]{2}\d{3})",
            "NCL?V",
            "NIS",
            "NUP",
            "NLA?S",
            "NLV(?=1[47]|7)",
            "NLU",
            "NLSX",
            r"NSI(?=(?:45|50)\d{3})",
            digits="2,6",
        ),
        scheme(r"(?P<base>N[TV](?:MFS|MFD|MFWS|TFS|TFD|D|B|P|H|J|JD|JS|LJD|GS|HL|R|S|ZD)\w?\d{1,4}[NP]?\w{1,6})"),
        scheme(
            r"(?P<base>N(?:J|S)[DBTVW][A-Z]?\d{3,5}[A-Z]{0,3}\d?|NSS\d{4,5}\w{2,5}|F(?:JP|JN|JX|FSP|FSD|FSH|FSB|FPF|FP|FA|FH|FB|SV|CMT|CH|CPF|CP)[A-Z]?\d{2,4}\w{1,8})(?P<suffix>[A-Z]\w{0,4})?"
        ),
        series("MC1[04][02]?EP", "MC1[04][02]?EL", "MC100LVE[LP]?", "NB[346][A-Z]?", "MC10H", digits="1,4"),
        scheme(
            r"(?P<base>CAT(?:24|25|93|28|4|5|6|8)[A-Z]{0,3}\d{1,4}[A-Z]{0,2})(?P<suffix>[A-Z0-9]{0,8})", shared=True
        ),
        series(
            "MMSZ", "MMSD", "MBRS", "MBRB", "MBRD", "MBRA", "MURS", "MURD", "MUN", "NSVR?", digits="2,5", shared=True
        ),
    ),
    top_marks=(
        top_mark(
            r"(14\d{3}[AB])([A-Z]?G)",
            r"MC\1\2",
            source=f"{ORDERING}: 14053BG is MC14053B; G is lead-free",
            distinct=True,
        ),
        top_mark(
            r"((?:HC|HCT|AC|ACT|VHC|VHCT|LCX|LVX|VCX)\d{2,4}[A-Z]?)G",
            r"MC74\1",
            source=f"{ORDERING}: HC4046AG is MC74HC4046A; G is lead-free",
            distinct=True,
        ),
        top_mark(r"B(\d{5,6})G", r"MBR\1", source=f"{ORDERING}: B20100G is MBR20100; G is lead-free", distinct=True),
    ),
    grades=(grade(r"^(?:NCV|NSV|NVM|NVT|NVD|NVB|NVH|SZ)", Grade.AUTOMOTIVE, source=ORDERING),),
    examples=("NCP1117DT33T5G", "NCV8402ADDR2G", "NTD5867NL", "MC100EP11DG", "NLSX4378BFCT1G"),
)

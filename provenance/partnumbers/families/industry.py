"""Numbers that the whole industry uses: the number is certain, the maker only if the component names it."""

from provenance.partnumbers.families.base import Family, scheme

_LETTERS = r"(?P<suffix>[A-Z][A-Z0-9]{0,6})?"

FAMILY = Family(
    manufacturer="",
    numberings=(
        scheme(rf"(?P<base>(?:CD|MC1|HEF|HCF|TC)?4[05]\d\d[AB]?){_LETTERS}", shared=True),
        scheme(
            rf"(?P<base>(?:MM|MC|CD|HD|DM|M|TC|KK|N)?[57]4(?:HCT?|LS|ALS|AHCT?|ACT?|F|S|LVC?|LVT|LVX|ABT|VHCT?|AUP|ALVC)(?:[1-3][GT])?\d{{2,6}}[A-Z]?){_LETTERS}",
            shared=True,
        ),
        scheme(rf"(?P<base>[12]N\d{{3,5}}|[1-4]N\d\d|6N13\d){_LETTERS}", shared=True),
        scheme(r"(?P<base>2S[A-DJK]\d{2,4})(?P<suffix>[A-Z]{1,3})?", shared=True),
        scheme(
            rf"(?P<base>B[CDFU][PRTWXY]?\d{{2,3}}|BA[STVW]\d{{2,3}}|BZ[VX]\d\d|MMBT\w{{2,6}}|TIP\d{{2,3}}){_LETTERS}",
            shared=True,
        ),
        scheme(
            rf"(?P<base>(?:LM|UA|KA|L|MC|NJM|TS|SG|UC|AZ|AMS|LD|LF|AP|NE|SA|SE|LA|BA|RC)?(?:78[LM]?\d\d|79[LM]?\d\d|1117|317|337|555|556)){_LETTERS}",
            shared=True,
        ),
        scheme(
            rf"(?P<base>LM(?:V?3(?:24|58|39|93|86|11)|29(?:01|03|04|31|40|5)|1458|258|224|239|293|741)|TL0[5-8]\d|TL43[12]|UC[23]84\d|ULN[02]\d{{3}}|MC3[34]06[34]|MC3307[89]|PCF8574A?|TL494|LM723|LM319|RC4558|LM25(?:75|76|96)|27C\d{{3,4}}|DAC08|NE55\d\d|OP07|L29[378]){_LETTERS}",
            shared=True,
        ),
        scheme(
            rf"(?P<base>(?:SM[ABC]J|P6KE|1\.5KE|P4KE|MUR|MBRS?|SS|US|RS|ES|SB|BAT)\d{{1,4}}){_LETTERS}",
            shared=True,
        ),
    ),
)

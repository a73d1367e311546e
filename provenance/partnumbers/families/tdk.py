"""TDK with EPCOS (2008) and Lambda."""

from provenance.partnumbers.families.base import Family, scheme

FAMILY = Family(
    manufacturer="TDK",
    numberings=(
        scheme(
            r"(?P<base>C(?:0402|0603|1005|1608|2012|3216|3225|4532|5750)(?:X[57][RST]|C0G|CH|JB|X6S)\w{6,14})",
            shared=True,
        ),
        scheme(r"(?P<base>(?:CGA|CKG|CGJ)\d[A-Z]\d\w{8,16})"),
        scheme(
            r"(?P<base>(?:MLZ|MLF|MLG|MLK|VLS|VLF|VLCF|SLF|LTF|CLF|SPM|TFM|NLV|NLCV|NLFV|MPZ|MMZ|ACM|ACT)\d{4}\w{3,16})",
            shared=True,
        ),
        scheme(r"(?P<base>B(?:32|3[78]|4[1-3]|5[789]|6[4-6]|7[28]|8[1-68])\d{3}[A-Z]\d{4}[A-Z]\d{0,3}\w{0,3})"),
        scheme(
            r"(?P<base>(?:HWS|LS|DSP|ZWS|CUS|PXC|PXE|PAH|PH\d{2,3}[AF]|PF\d{3,4}[AF]|CCG)\d{2,4}[AF]?\d{0,3}[SDF]?\d{2})"
        ),
        scheme(r"(?P<base>(?:ICM|IIM|MPU|ICS|IAM|ICG)\d{4,5}[A-Z]?)(?P<suffix>[A-Z]{0,3})"),
    ),
    examples=("C3225X7R1H106K250AC", "VLS6045EX-100M", "B32529C0104J000", "MPZ2012S601AT000", "SLF7045T-100M1R3"),
)

"""Vishay with Siliconix, Dale, Sprague and the diodes that it took over from International Rectifier in 2007."""

from provenance.partnumbers.families.base import ORDERING, Family, Grade, grade, scheme, series

FAMILY = Family(
    manufacturer="Vishay",
    numberings=(
        scheme(r"(?P<base>VS\d{0,3}[A-Z]{2,6}\d{2,6}[A-Z]{0,4})(?P<suffix>[A-Z0-9]{0,6})"),
        scheme(r"(?P<base>SU[BDMPVY]\d{2,3}[NP]\d{2}\d?)(?P<suffix>\d{0,2}[A-Z][A-Z0-9]{0,7})?"),
        scheme(
            r"(?P<base>S(?:I[ABHJRSUZ]?[A-Z]?|Q[A-Z]{0,2})\d{3,4}[A-Z]{0,2}D[YVSPHNLQUXBTC])(?P<suffix>T1[A-Z0-9]{0,4})?"
        ),
        scheme(r"(?P<base>\d{1,3}(?:CTQ|BQ|TQ|CPQ|MQ|ETS|ETF|EPF|TTS|CTT|EPS|TPS|WQ)\d{2,3})(?P<suffix>[A-Z]\w{0,6})?"),
        scheme(r"(?P<base>(?:IHLP|IHLM|IHSM|IFSC|IDCS|IMC)\d{4}[A-Z0-9]{0,16})"),
        scheme(r"(?P<base>(?:293|593|594|595|592|597|193|194|195)D\d{3}X\w{4,10})"),
        scheme(r"(?P<base>(?:TR3|TH3|TP3|TMCM|TMCU|TL3|T5[59][A-Z]?)[ABCDEVW]\d{3}[KM]\w{3,12})"),
        scheme(r"(?P<base>(?:WSL|WSLP|WSR|WSK|CRCW|TNPW)\d{4}[A-Z0-9]{4,14})"),
        series("VO[DMST]?", "SFH6", "SFH[12]", "TCET", "TCST", "TCRT", "CNY6", "CNY7", digits="1,5"),
        scheme(
            r"(?P<base>SIH[A-Z]\d{1,3}N\d{2,3}[A-Z]{1,2}|SIC\d{3}[A-Z]{0,2}|V\d{1,3}[PMDTFL]{1,2}[LMW]?\d{2}[A-Z]{0,4})(?P<suffix>[A-Z]\w{0,6})?"
        ),
        scheme(
            r"(?P<base>(?:MBB|MBA|MBE|SMA|MMA|MMB|MMU)0[23]\d{2}0[A-Z]\w{8,9}|MC[ASTU]0[468]0[235]\w{8,12}|MRS(?:16|25)0{3}C\w{6,8})"
        ),
        scheme(
            r"(?P<base>(?:CRHV|CRMA|RCS|RCG|RCA|RCWE|RCWL|RCC|TNPU|TNPV|PNM|PATT?|FC|MFU|NTCALUG|NTCLE|NTCS|TFPT)\d{2,4}[A-Z0-9]{4,14})"
        ),
        scheme(
            r"(?P<base>[KS]\d{3}[JKMZ]\d{2}[XCYUZS]\w{6,9}|VY[12]\d{3}[KM]\w{6,10}|LH15\d{2}\w{1,5}|IL[DQ]?(?:1|2|5|30|55|66|74|300|2\d\d)(?:[A-Z]\w{0,8}))"
        ),
        series(
            "TSHG",
            "TSHF",
            "TSHA",
            "TSML",
            "TSUS",
            "TSAL",
            "TSKS",
            "VTVS",
            "VBUS",
            "VESD",
            "VCAN",
            "TZM[BCUQ]?",
            "TLZ",
            "BYS",
            "BYG",
            "BYM",
            digits="1,5",
        ),
        series("TSOP", "TSAL", "TSSP", "VEMD", "TEMD", "VSLY", "VCNL", "VEML", "BPW", "BPV", digits="2,5"),
        series("VLMU", "VLM[A-Z]", "TLM[A-Z]", "TLH[A-Z]", "TDS[ORGY]", digits="2,5"),
    ),
    grades=(grade(r"^SQ[A-Z]{0,2}\d", Grade.AUTOMOTIVE, source=f"{ORDERING}: SQ numbers are AEC-Q101"),),
    examples=(
        "SUM110P06-08L",
        "SI4412DY-T1-E3",
        "VS-30BQ100-M3",
        "IHLP-3232CZ-ER-4R7",
        "15CTQ045S",
        "VO3120",
        "293D106X9025C2",
    ),
)

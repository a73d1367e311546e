"""Coarse places: the regions of Ukraine, ISO 3166-2:UA. Nothing finer is stored with a specimen."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Region(models.TextChoices):
    """First-level regions by ISO 3166-2 code."""

    UNKNOWN = "", _("not stated")
    CHERKASY = "UA-71", _("Cherkasy region")
    CHERNIHIV = "UA-74", _("Chernihiv region")
    CHERNIVTSI = "UA-77", _("Chernivtsi region")
    CRIMEA = "UA-43", _("Crimea")
    DNIPROPETROVSK = "UA-12", _("Dnipropetrovsk region")
    DONETSK = "UA-14", _("Donetsk region")
    IVANO_FRANKIVSK = "UA-26", _("Ivano-Frankivsk region")
    KHARKIV = "UA-63", _("Kharkiv region")
    KHERSON = "UA-65", _("Kherson region")
    KHMELNYTSKYI = "UA-68", _("Khmelnytskyi region")
    KIROVOHRAD = "UA-35", _("Kirovohrad region")
    KYIV_CITY = "UA-30", _("Kyiv city")
    KYIV = "UA-32", _("Kyiv region")
    LUHANSK = "UA-09", _("Luhansk region")
    LVIV = "UA-46", _("Lviv region")
    MYKOLAIV = "UA-48", _("Mykolaiv region")
    ODESA = "UA-51", _("Odesa region")
    POLTAVA = "UA-53", _("Poltava region")
    RIVNE = "UA-56", _("Rivne region")
    SEVASTOPOL = "UA-40", _("Sevastopol")
    SUMY = "UA-59", _("Sumy region")
    TERNOPIL = "UA-61", _("Ternopil region")
    VINNYTSIA = "UA-05", _("Vinnytsia region")
    VOLYN = "UA-07", _("Volyn region")
    ZAKARPATTIA = "UA-21", _("Zakarpattia region")
    ZAPORIZHZHIA = "UA-23", _("Zaporizhzhia region")
    ZHYTOMYR = "UA-18", _("Zhytomyr region")

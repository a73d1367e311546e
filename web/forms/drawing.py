"""The box that is drawn around a crop, as numbers: what the pointer draws, and the way without one."""

from django import forms

from teardowns.ocr.drawn import Drawn

MAX_NUMBER = 1_000_000


def _number() -> forms.FloatField:
    return forms.FloatField(min_value=-MAX_NUMBER, max_value=MAX_NUMBER)


class RegionForm(forms.Form):
    """A rectangle in photo pixels, its turn, and the marking that it is drawn for ("" for a chip not found)."""

    left = _number()
    top = _number()
    width = _number()
    height = _number()
    turn = _number()
    marking = forms.UUIDField(required=False)

    def drawn(self) -> Drawn:
        """The rectangle; only of a valid form."""
        return Drawn(*(self.cleaned_data[name] for name in ("left", "top", "width", "height", "turn")))

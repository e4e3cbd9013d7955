"""How a family is contacted: in which language, and in which way that is safe."""

from __future__ import annotations

from kith.synth.chance import unit
from kith.synth.people import Family
from kith.synth.settings import Settings

LANGUAGES = {
    "albanian": "Albanian", "arabic": "Arabic", "bangladeshi": "Bengali", "bulgarian": "Bulgarian",
    "chinese": "Cantonese", "greek_cypriot": "Greek", "gujarati": "Gujarati", "kurdish": "Kurmanji",
    "latin_american": "Spanish", "pakistani": "Urdu", "polish": "Polish", "punjabi": "Punjabi",
    "romanian": "Romanian", "somali": "Somali", "turkish": "Turkish",
}  # fmt: skip
SAFE_WAYS = (
    "Ring the mother on a weekday morning only; leave no message.",
    "Write to the school and not to the home.",
    "Speak to the mother alone and away from the home.",
)


def contact(seed: int, settings: Settings, family: Family, adult: bool) -> tuple[str, str]:
    """The language for which the adults of a family need an interpreter, and how to contact the family safely; by a
    chance of their own, so that nothing else changes with them."""
    language = LANGUAGES.get(family.origin, "")
    needs = adult and unit(seed, family.index, 81) < settings.interpreter_needed
    told = unit(seed, family.index, 82)
    safely = (
        SAFE_WAYS[int(told / settings.contact_safely * len(SAFE_WAYS))]
        if told < settings.contact_safely
        else ""
    )
    return language if needs else "", safely

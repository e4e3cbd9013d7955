"""Invented identifiers that pass their checks, and the ways in which they are mistyped.

Rules: NHS number modulus 11 with weights 10 to 2; UPN check letter, weights 2 to 13 modulus 23; ULN weights 10 to 1
modulus 11 equal to 10 (domain note 4.1). NHS numbers stand in 999, the range kept for tests, and beyond 700,000 people
in 998, 997 and so on, which are not issued either. The authority number 399 of the UPNs belongs to no authority.
"""

from __future__ import annotations

from random import Random

UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
AUTHORITY = "399"


def nhs_number(serial: int) -> str:
    """The ``serial``-th valid NHS number from 999 downwards."""
    block, within = divmod(serial, 700_000)
    stem = f"{999 - block:03d}{within:06d}"
    # Those without a check digit move to the unused upper part of the block, ten at a time.
    check = _nhs_check(stem)
    step = 0
    while check == 10:
        step += 1
        stem = f"{999 - block:03d}{700_000 + (within // 10 + step * 70_001) % 300_000:06d}"
        check = _nhs_check(stem)
    return f"{stem}{check}"


def _nhs_check(stem: str) -> int:
    total = sum(int(digit) * weight for digit, weight in zip(stem, range(10, 1, -1), strict=True))
    return (11 - total % 11) % 11


def upn(establishment: int, year: int, serial: int) -> str:
    """A permanent UPN: check letter, authority, establishment, two digits of the year, serial."""
    return upn_with_letter(f"{AUTHORITY}{establishment:04d}{year % 100:02d}{serial:03d}")


def upn_with_letter(digits: str) -> str:
    """Put the check letter before the twelve digits."""
    total = sum(int(digit) * weight for weight, digit in enumerate(digits, 2))
    return UPN_LETTERS[total % 23] + digits


def uln(serial: int) -> str:
    """The ``serial``-th valid Unique Learner Number, first digit not zero."""
    number = 100_000_000 + serial
    stem = str(number)
    remainder = sum(int(digit) * weight for digit, weight in zip(stem, range(10, 1, -1), strict=True)) % 11
    if remainder == 0:
        return uln(serial + 500_000_000)
    return f"{stem}{10 - remainder}"


def mobile(serial: int) -> str:
    """A mobile number. 07700 900000 to 900999 is what Ofcom keeps for drama and is too few for a borough, so the rest
    follow it as 07700 9xxxxx, and beyond 100,000 as 07009 xxxxxx, a range of no mobile network."""
    if serial < 100_000:
        return f"07700 9{serial:05d}"
    return f"07009 {serial % 1_000_000:06d}"


def landline(serial: int) -> str:
    """A London number of the range that Ofcom keeps for drama, 020 7946 0000 to 0999."""
    return f"020 7946 {serial % 1000:04d}"


def mistype(rng: Random, digits: str) -> str:
    """One digit altered or two neighbours swapped."""
    places = [place for place, char in enumerate(digits) if char.isdigit()]
    place = rng.choice(places)
    if rng.random() < 0.4 and place + 1 < len(digits) and digits[place + 1] not in (digits[place], " "):
        return digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    other = str((int(digits[place]) + 1 + rng.randrange(9)) % 10)
    return digits[:place] + other + digits[place + 1 :]

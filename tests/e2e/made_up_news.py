"""Any number of short articles, no two alike, the same at every run."""

from __future__ import annotations

from random import Random

_PLACES = ("Aldersea", "Brackwater", "Coldharbour", "Dunmere", "Eastmarch", "Fairholm", "Greywick", "Hartlow")
_WHO = ("ferry council", "school board", "fishing fleet", "orchestra", "power company", "library", "railway", "dairy")
_DID = ("reopened", "postponed", "doubled", "sold", "rebuilt", "insured", "inspected", "painted", "measured")
_WHAT = ("its oldest bridge", "two warehouses", "a wooden pier", "the winter timetable", "the north turbine")
_WHY = ("after a storm", "before the elections", "to save money", "for the first time", "by mistake")


def articles(numbers: range) -> list[dict[str, object]]:
    """The articles with these numbers, each of one chunk; a number always names the same article."""
    return [_article(number) for number in numbers]


def _article(number: int) -> dict[str, object]:
    random = Random(number)
    sentences = [
        f"The {random.choice(_PLACES)} {random.choice(_WHO)} {random.choice(_DID)} {random.choice(_WHAT)} "
        f"{random.choice(_WHY)}, {random.randrange(1000, 9999)} people heard on day {random.randrange(365)}."
        for _ in range(4)
    ]
    return {
        "url": f"https://gazette.example/{number}",
        "title": f"Report {number} from {random.choice(_PLACES)}",
        "source": "The Made-up Gazette",
        "published_at": f"2023-{random.randrange(1, 13):02}-{random.randrange(1, 28):02}",
        "text": " ".join(sentences),
    }

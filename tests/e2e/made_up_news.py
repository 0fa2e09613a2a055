"""Any number of short articles, no two alike, the same at every run."""

from __future__ import annotations

from random import Random

_PLACES = "Aldersea Brackwater Coldharbour Dunmere Eastmarch Fairholm Greywick Hartlow Inverley Kestrelby".split()
_WHO = "ferry council,school board,fishing fleet,orchestra,power company,library,railway,hospital,dairy,museum".split(
    ","
)
_DID = "reopened,postponed,doubled,sold,rebuilt,insured,inspected,painted,auctioned,measured".split(",")
_WHAT = (
    "its oldest bridge,two warehouses,a wooden pier,the winter timetable,an archive of maps,the north turbine".split(
        ","
    )
)
_WHY = (
    "after a storm,before the elections,at the request of residents,to save money,for the first time,by mistake".split(
        ","
    )
)


def articles(numbers: range) -> list[dict[str, object]]:
    """The articles with these numbers; a number always names the same article."""
    return [_article(number) for number in numbers]


def _article(number: int) -> dict[str, object]:
    random = Random(number)
    sentences = [
        f"The {random.choice(_PLACES)} {random.choice(_WHO)} {random.choice(_DID)} {random.choice(_WHAT)} "
        f"{random.choice(_WHY)}, {random.randrange(1000, 9999)} people heard on day {random.randrange(365)}."
        for _ in range(12)
    ]
    return {
        "url": f"https://gazette.example/{number}",
        "title": f"Report {number} from {random.choice(_PLACES)}",
        "source": "The Made-up Gazette",
        "published_at": f"2023-{random.randrange(1, 13):02}-{random.randrange(1, 28):02}",
        "text": " ".join(sentences),
    }

"""A checked draft as one page to keep: nothing in it runs, and nothing is fetched by it."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from datetime import datetime

from clippings.chain.checking.checker import CheckedDraftSentence
from clippings.chain.checking.report import VERDICTS, CheckedDraft, told
from clippings.chain.messages import message
from clippings.core.page_templates import page_templates
from clippings.core.time_window import day_in
from clippings.core.types import Citation
from clippings.core.visible_text import one_line
from clippings.core.web_links import at_words, web_address


def page_of(draft: CheckedDraft, name: str, as_of: datetime) -> str:
    """The page as HTML, in the draft's language where that is Korean, else in English.

    Args:
        draft: Checked.
        name: What the draft is called; empty for none.
        as_of: The day of the archive that it was checked against.
    """
    language = draft.language if draft.language == "ko" else "en"
    return (
        page_templates("clippings.chain.checking")
        .get_template("page.html.jinja")
        .render(
            draft=draft,
            name=one_line(name),
            paragraphs=list(_paragraphs(draft)),
            language=language,
            verdicts=VERDICTS,
            say=functools.partial(message, language=language),
            told=functools.partial(told, language=language),
            day=functools.partial(day_in, language=language),
            link=_link,
            pieces=_pieces,
            line=one_line,
            as_of=day_in(as_of, language),
        )
    )


def _paragraphs(draft: CheckedDraft) -> Iterator[list[tuple[int, CheckedDraftSentence]]]:
    """The sentences with their numbers, together as the draft's lines have them."""
    paragraph: list[tuple[int, CheckedDraftSentence]] = []
    end = 0
    for number, one in enumerate(draft.sentences, start=1):
        if paragraph and "\n" in draft.text[end : one.sentence.start]:
            yield paragraph
            paragraph = []
        paragraph.append((number, one))
        end = one.sentence.end
    if paragraph:
        yield paragraph


def _pieces(one: CheckedDraftSentence) -> list[tuple[str, str]]:
    """A sentence as text and marks in turn: (words, state of the mark or nothing)."""
    found, at, text = [], 0, one.sentence.text
    for marked in one.marks:
        if marked.mark.start < at:
            continue
        found.append((text[at : marked.mark.start], ""))
        found.append((marked.mark.text, marked.state if one.verdict != "absent" else "unconfirmed"))
        at = marked.mark.end
    return [(_visible(words), state) for words, state in [*found, (text[at:], "")]]


def _visible(words: str) -> str:
    """The visible characters, with a space where white space was at either end."""
    before, after = words[:1].isspace(), words[-1:].isspace() and len(words) > 1
    return f"{' ' if before else ''}{one_line(words)}{' ' if after else ''}"


def _link(citation: Citation) -> str:
    address = web_address(citation.passage.article.url)
    return at_words(address, citation.quote) if address else ""

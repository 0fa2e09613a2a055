"""A run in Markdown says what a reviewer needs, and nothing of an article becomes markup, a link or a mention."""

from __future__ import annotations

from markdown_it import MarkdownIt

from clippings.evaluation.reporting.pull_request import markdown
from clippings.evaluation.run import SuiteRun
from tests.evaluation.conftest import a_case, a_run


def test_it_tells_the_outcome_the_figures_and_what_failed(mixed_run: SuiteRun) -> None:
    text = markdown(mixed_run)
    assert text.startswith("**3 of 5 passed**, 1 failed, 1 known gaps")
    assert "| hit@1 | 1.000 | 0.566 to 1 | 5 |" in text
    assert "Failed expectations by criterion: accuracy 2." in text
    assert "<details><summary>bad</summary>" in text
    assert "- Expected contains: miles; found: not in the answer (accuracy)" in text
    assert "gap" not in text.split("<details>")[1]


def test_nothing_of_an_article_is_markup_a_link_or_a_mention() -> None:
    hostile = (
        "@everyone <script>x</script> [a](https://a.example) **b** `c` #7 www.b.example ![d](https://a.example/d.png)"
    )
    text = markdown(a_run(a_case("bad", passed=False, text=hostile)))
    rendered = MarkdownIt("commonmark").render(text.split("- Answer:")[1])
    for harmful in ("<script", "<a ", "<img", "<code", "<strong", "@everyone", "#7", "https://", "www."):
        assert harmful not in rendered


def test_only_the_first_failures_are_told_at_length() -> None:
    text = markdown(a_run(*(a_case(str(number), passed=False) for number in range(30))))
    assert text.count("<details>") == 20
    assert "and 10 more failed." in text

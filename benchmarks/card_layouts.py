"""How tall an answer is on a phone, in five layouts of a message.   python benchmarks/card_layouts.py HOME

HOME is an archive of sample_archive. Each answer is sent to a simulated Discord and photographed by Chromium, 390
pixels wide; figures are pixels of the whole message, without Discord's line "reader used /ask". With --pictures FOLDER
the pictures are kept. What was chosen: docs/decisions/084-the-card-is-one-embed.md.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import discord
import simcord
from discord import ui
from playwright.async_api import Browser, async_playwright

from clippings.bot.rendering.answer_card import ANSWERED, answer_text, card
from clippings.bot.rendering.clipping import PAPER, masthead
from clippings.bot.rendering.labels import labels_for
from clippings.bot.rendering.provenance import provenance
from clippings.bot.rendering.sanitize import escaped, one_line
from clippings.bot.views.answer import answer_view
from clippings.chain.pipeline import Asker
from clippings.core.settings import Settings
from clippings.core.types import Answer, Citation, Question, by_article
from clippings.core.web_links import at_words, web_address
from clippings.vectorstore.archive import Archive

QUESTIONS = {
    "answer": "Why does Korea need Japan for R&D?",
    "declined": "Who won the chess championship on the Moon?",
    "Korean": "누리호 2차 발사는 언제 성공했나?",
    "otherwise": "When did Norway join NATO?",
    "long": "What happened at the Korea-Japan summit in Tokyo in March 2023?",
}
WIDTH, TALL = 390, 4_000


def shown(text: str) -> str:
    return escaped(one_line(text))


def page_of(citation: Citation) -> str:
    return at_words(web_address(citation.passage.article.url) or "", citation.quote)


def quotes(citations: Sequence[Citation]) -> str:
    return "\n".join(f"> [\\[{one.number}\\]]({page_of(one)}) {shown(one.quote)}" for one in citations)


def embed_each(answer: Answer, *, is_doubled: bool) -> dict[str, Any]:
    """An embed for the answer and one for each article; doubled, the words stand in both."""
    labels = labels_for(answer.language)
    text = answer_text(answer.text, answer.citations, 2_400) if is_doubled or answer.abstained else None
    head = discord.Embed(title=shown(answer.question.text), description=text, colour=ANSWERED)
    embeds = [head.set_footer(text=" · ".join(provenance(answer, labels)))]
    for citations in by_article(answer.citations or answer.related):
        article = citations[0].passage.article
        embed = discord.Embed(title=shown(article.title), url=page_of(citations[0]), colour=PAPER)
        numbers = " ".join(f"[{one.number}]" for one in citations)
        embed.set_author(name=f"{numbers}  {masthead(article, labels)}")
        embed.description = quotes(citations)
        embeds.append(embed)
    return {"embeds": embeds, "view": answer_view("an-answer", answer)}


def one_embed(answer: Answer) -> dict[str, Any]:
    return {"embed": card(answer), "view": answer_view("an-answer", answer)}


def components(answer: Answer, *, in_sections: bool) -> dict[str, Any]:
    """Components V2: a container with a text, or a section with a button of its own, for each article."""
    labels = labels_for(answer.language)
    box: ui.Container[Any] = ui.Container(accent_colour=ANSWERED)
    box.add_item(ui.TextDisplay(f"### {shown(answer.question.text)}"))
    if answer.abstained:
        box.add_item(ui.TextDisplay(f"**{shown(answer.text)}**"))
    for at, citations in enumerate(by_article(answer.citations or answer.related)):
        article = citations[0].passage.article
        head = f"**[{shown(article.title)}]({page_of(citations[0])})**\n-# {shown(masthead(article, labels))}"
        box.add_item(ui.Separator(spacing=discord.SeparatorSpacing.small))
        if in_sections:
            button: ui.Button[Any] = ui.Button(label=labels.show_passages, custom_id=f"passage {at}")
            box.add_item(ui.Section(head, accessory=button))
            box.add_item(ui.TextDisplay(quotes(citations)))
        else:
            box.add_item(ui.TextDisplay(f"{head}\n{quotes(citations)}"))
    box.add_item(ui.TextDisplay("-# " + shown(" · ".join(provenance(answer, labels)))))
    view = ui.LayoutView(timeout=None)
    view.add_item(box)
    for row in answer_view("an-answer", answer).to_components():
        view.add_item(ui.ActionRow(*(ui.Button.from_component(_button(one)) for one in row["components"])))
    return {"view": view}


def _button(payload: dict[str, Any]) -> discord.Button:
    return discord.Button(payload)  # type: ignore[arg-type]


LAYOUTS: dict[str, Callable[[Answer], dict[str, Any]]] = {
    "words twice": lambda answer: embed_each(answer, is_doubled=True),
    "an embed each": lambda answer: embed_each(answer, is_doubled=False),
    "one embed": one_embed,
    "components": lambda answer: components(answer, in_sections=False),
    "sections": lambda answer: components(answer, in_sections=True),
}


def answers(home: Path) -> dict[str, Answer]:
    with Archive(Settings(home=home)) as archive:
        asker, now = Asker(archive), datetime.now(UTC)
        return {name: asker.ask(Question(text, now)) for name, text in QUESTIONS.items()}


async def measure(given: dict[str, Answer], folder: Path) -> None:
    client = discord.Client(intents=discord.Intents.default())
    env = simcord.Env(client, check_errors=False)
    await env.start()
    guild = env.create_guild("Newsroom")
    place = guild.create_text_channel("ask-the-archive")
    reader = guild.add_member(env.create_user("reader"))
    channel: Any = client.get_channel(place.id)
    print("| | " + " | ".join(LAYOUTS) + " |")
    print("| --- " * (len(LAYOUTS) + 1) + "|")
    async with async_playwright() as running:
        browser = await running.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, answer in given.items():
            heights = []
            for layout, message in LAYOUTS.items():
                await channel.send(**message(answer), allowed_mentions=discord.AllowedMentions.none())
                page = env.preview(place, viewers=[reader], display="fixed", width=WIDTH, height=TALL)
                async with page:
                    await page.show(place.last_message)
                    heights.append(await height(browser, page.url, folder / f"{name} in {layout}.png"))
            print(f"| {name} | " + " | ".join(map(str, heights)) + " |", flush=True)
        await browser.close()
    await client.close()
    await env.shutdown()


async def height(browser: Browser, url: str, picture: Path) -> int:
    window = await browser.new_page(viewport={"width": WIDTH + 400, "height": TALL + 200})
    await window.goto(url)
    await window.wait_for_function("() => window.simcordPreview && window.simcordPreview.ready")
    message = window.locator("#focused-content")
    await message.screenshot(path=str(picture), animations="disabled")
    box = await message.bounding_box()
    await window.close()
    assert box is not None
    return round(box["height"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path)
    parser.add_argument("--pictures", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.pictures or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        asyncio.run(measure(answers(options.home), folder))


if __name__ == "__main__":
    main()

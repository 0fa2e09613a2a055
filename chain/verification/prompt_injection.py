"""Text that gives orders to a language model, or calls on people of a chat server, instead of telling news.

The check of what a model wrote does not rest on this: it keeps such sentences out of the evidence, so that none of
them is quoted either. An article *about* such attacks loses its examples, not its news.
"""

from __future__ import annotations

import re

from clippings.chain.text.plain_letters import as_read, is_spaced_out

_DIRECTIONS = re.compile(
    r"""
    @(?:everyone|here)\b | <[@\#][!&]?\d+> | <\|?/?(?:system|assistant|user|im_start|im_end|im_sep|endoftext)\b
    | \[/?(?:INST|SYS)\] | <<SYS>> | ^\s*(?:\#+\s*)?(?:system|assistant|developer)\s*(?:prompt|message|note)?\s*:
    | \b(?:ignore|disregard|forget|override|bypass|overrule)\b .{0,20}
      \b(?:your|my|these|those|all|any|previous|prior|above|earlier|preceding|system)\b
      .{0,20}\b(?:instructions?|prompts?|rules|guidelines|directions|orders|safeguards?)\b
    | \b(?:ignore|disregard|forget)\s+(?:the|all|these|those)\s+(?:\w+\s+)?(?:question|excerpts?|passages)\b
    | \b(?:you\s+are|you're|act\s+as|pretend\s+to\s+be)\s+(?:now\s+)?(?:an?\s+)?
      (?:\w+\s+){0,1}(?:AI|language\s+model|LLM|chatbot|DAN|AI\s+assistant|helpful\s+assistant)\b
    | \bas\s+an\s+AI\s+(?:language\s+)?(?:model|assistant)\b
    | \b(?:system|hidden|secret|initial)\s+prompt\b | \bdeveloper\s+mode\b
    | \b(?:reveal|print|show|output|repeat|tell|disclose|leak|dump|echo)\b .{0,20}
      \b(?:your|system|bot'?s?|hidden|environment|API)\b .{0,30}
      \b(?:instructions|prompt|key|tokens?|passwords?|settings|variables?|configuration|secrets?|credentials)\b
    | \bCLIPPINGS_[A-Z_]+ | \b(?:DISCORD|OPENAI|ANTHROPIC)_[A-Z_]+
    | \b(?:write|answer|reply|respond|say|output|print|append|add|begin|start|end|include|cite|quote)\b .{0,30}?
      (?:\[\d+\]|\bexcerpt\s+\d+|\bcitation\s+\d+|\bpassage\s+\d+)
    | (?:^|[.:;!]\s*)(?:please\s+)?(?:answer|reply|respond|write|output|print)\s+
      (?:only|exactly|always|with|that|in\s+the\s+form|the\s+(?:words?|following|text|sentence))\b
    | \b(?:note|message|attention|instructions?|notice|important)\s+(?:to|for)\s+(?:the\s+|any\s+|all\s+)?
      (?:AI(?:\s+models?)?|assistants?|models?|LLMs?|bots?|chatbots?|summari[sz]ers?|language\s+models?)\b
    | \b(?:AI|assistants?|(?:AI|language)\s+models?|LLMs?|chatbots?)\s+(?:reading\s+this|please)\b
    | \b(?:AI\s+assistants?|language\s+models?|LLMs?|chatbots?)\s+(?:must|are\s+(?:to|required|instructed))\b
    | \bnew\s+(?:instructions?|rules?|task|orders?)\s*: | \bend\s+of\s+(?:excerpts?|data|articles?|context|document)\b
    | (?:지시|명령|지침|프롬프트|규칙)(?:사항)?(?:을|를|은|는)?\s*(?:모두\s*)?(?:무시|잊|따르지)
    | (?:시스템\s*프롬프트|비밀번호|API\s*키|토큰)\S*\s*(?:\S+\s+)?(?:공개|출력|알려|보여)
    | (?:인공지능|AI|챗봇|모델|어시스턴트)(?:은|는|이여|에게|님)?[\s,:]+.{0,30}(?:하라|하시오|하십시오|해라|출력|인용)
    """,
    re.IGNORECASE | re.VERBOSE,
)


def directs_a_machine(text: str) -> bool:
    """Whether a sentence directs a model, pings people, or names a setting, however its letters are written."""
    if _DIRECTIONS.search(text):
        return True
    plain = as_read(text)
    return is_spaced_out(text) or (plain != text and bool(_DIRECTIONS.search(plain)))

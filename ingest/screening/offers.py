"""Lines that offer a subscription, ask to log in, or say that the free articles are used up."""

from __future__ import annotations

import re

_LONGEST = 260
_LONGEST_UNSPACED = 120
_LEAST_SHARE = 0.6
"""Of a line's characters that stand in sentences which are offers."""
_MONEY = (
    r"(?:(?:us)?[$€£¥₩₹]\s?\d[\d.,]*|\d[\d.,]*\s?(?:dollars?|cents?|euros?|pounds?|pence|won|yen|rupees?|eur|usd|gbp"
    r"|円|원|元|zł|kr)|free)"
)
_PERIOD = r"(?:a|per|for|each|every|/)\s?(?:\w+\s)?(?:days?|weeks?|months?|years?|issue)"

_OFFERS = (
    # English
    rf"(?:subscribe|sign up|join(?: us| now)?|register)(?: now| today| here)?(?: and"
    rf"| to read)?[^.!?]{{0,60}}? (?:for|from|only|just|at)"
    rf" (?:only |just |as little as )?{_MONEY}(?: {_PERIOD})?",
    r"subscribe(?: now| today| here)?",
    r"(?:subscribe|sign up|join|register|log ?in|sign ?in|become a (?:member|subscriber)|upgrade|get|try|start"
    r"|unlock|enjoy|buy|choose)"
    r"\b[^.!?]{0,100}\b(?:your subscription|subscriptions?|subscriber|unlimited (?:digital )?access|digital access"
    r"|full access|all[- ]access|free trial|your trial|(?:continue|keep) reading|read (?:this|the (?:full|rest"
    r"|whole)|more)"
    r"|our journalism|your account|access (?:to )?(?:this|all|the full)|premium (?:content|articles))",
    r"(?:log|sign) ?in(?: here| now)?(?: or (?:subscribe|register|sign up|create [^.!?]{0,30}))?",
    r"(?:please )?(?:log|sign) ?in or (?:subscribe|register|create|sign up)",
    r"(?:already|not yet|are you) an?(?: \w+)? (?:subscriber|member|customer)",
    r"already (?:subscribed|registered|have an? (?:\w+ )?(?:account|subscription))",
    r"(?:don'?t have|need) an account",
    r"(?:you|you've|you have)(?: have|'ve)?(?: now| just| already)? (?:reached|used|hit|exceeded|read"
    r"|viewed)\b[^.!?]{0,60}"
    r"\b(?:free|complimentary|limit|monthly|remaining|last)\b",
    r"you have \w+ (?:more )?(?:free )?(?:articles?|stories) (?:left|remaining)",
    r"(?:this|the full|the rest of (?:this|the)) (?:article|story|content|page|post) is (?:only "
    r"|exclusively )?(?:for|available"
    r"|exclusive|reserved|locked)\b[^.!?]{0,40}(?:subscribers?|members?|readers)",
    r"to (?:continue|keep) reading(?: (?:this|the|our)\b[^.!?,]{0,30})?,? (?:please )?(?:subscribe|log|sign"
    r"|register|create|become|join"
    r"|start|you|choose|get)\b",
    r"(?:to )?(?:read|view|see|access) (?:the (?:full|rest|whole)|this|our)\b[^.!?]{0,60}\b(?:subscribe|log ?in"
    r"|sign ?in|register)",
    r"(?:please )?(?:subscribe|log ?in|sign ?in|register)(?: now)? (?:to|for) (?:continue|read|keep|view|access"
    r"|unlock|full|see the)",
    r"(?:cancel|change your plan) (?:anytime|at any ?time)",
    rf"(?:unlimited|full|all|digital)[- ](?:digital )?access\b[^.!?]{{0,60}}(?:{_MONEY}|subscri\w+)",
    rf"(?:only|just|from) {_MONEY} {_PERIOD}",
    r"(?:subscriber|member)s?[- ]only (?:content|article|story)|premium (?:content|article)|exclusive for subscribers",
    # German
    r"jetzt (?:abonnieren|testen|anmelden|registrieren|weiterlesen|freischalten|\w+ abo\w*|gratis|kostenlos|für nur"
    r"|mit)\b",
    r"(?:bereits|schon|noch kein|noch nicht) (?:abonnent\w*|abo|registriert|kunde|digital\w*|plus-\w+|angemeldet)\b",
    r"(?:sie haben|haben sie|du hast|hast du) (?:bereits|schon|noch) (?:ein|kein)\w* (?:\w+-)?(?:abo|konto"
    r"|abonnement)\w*",
    r"(?:dieser|der ganze|den ganzen|der vollständige) (?:artikel|text|beitrag)\b[^.!?]{0,60}(?:für abonnent\w*"
    r"|kostenpflichtig|plus-\w+)",
    r"(?:bitte )?(?:melden sie sich an|loggen sie sich ein|hier anmelden|zum weiterlesen|weiterlesen mit"
    r"|lesen sie weiter mit)\b",
    # Dutch and Nordic
    r"(?:al een |al |nog geen )abonnee|word (?:nu )?(?:abonnee|lid)|neem (?:nu )?een abonnement|log in om (?:verder"
    r"|te|dit)\b",
    r"(?:bli|prova|prøv|køb|kjøp|köp)\b[^.!?]{0,40}(?:abonne\w+|prenum\w+)|(?:er|är) du (?:allerede "
    r"|redan )?(?:abonnent|prenumerant|kund)",
    r"(?:logga|logg|log) (?:in|inn|ind) (?:för|for|eller|og|och)\b|tilaa (?:nyt|lehti)|kirjaudu sisään",
    # French
    r"(?:abonnez-vous|déjà abonnée?|connectez-vous|identifiez-vous|s'abonner|je m'abonne)\b",
    r"il (?:vous )?reste \d+ ?%? [^.!?]{0,40}(?:à lire|à découvrir)|(?:cet article|la suite"
    r"|ce contenu)\b[^.!?]{0,50}(?:réservée?s? aux|abonnés)\b",
    # Spanish and Portuguese
    r"(?:suscr[íi]bete|suscr[íi]base|¿?ya (?:eres|es|soy) suscriptor|inicia(?:r)? sesi[óo]n|h[áa]gase suscriptor"
    r"|hazte suscriptor)\b",
    r"(?:lee|lea|navega) sin l[íi]mites?\b[^.!?]{0,60}|te queda(?:n)? (?:un |el )?\d+ ?% [^.!?]{0,30}(?:leer|lectura)",
    r"(?:noch|es folgen) \d+ ?% (?:des|dieses) (?:artikels|textes)|nog \d+ ?% (?:te lezen|van dit artikel)",
    r"ti (?:resta|rimane) (?:da leggere )?(?:il |l')?\d+ ?%[^.!?]{0,40}"
    r"|pozostało \d+ ?% (?:artykułu|tekstu)[^.!?]{0,30}",
    r"has (?:alcanzado|llegado)\b[^.!?]{0,40}(?:l[íi]mite|gratu\w+)|est[ea] (?:contenido|art[íi]culo"
    r"|noticia)\b[^.!?]{0,40}suscriptor\w*",
    r"(?:assine (?:já|agora|a partir|por|e|o |a )|já é assinante|faça (?:seu )?login|seja assinante"
    r"|conteúdo exclusivo para)\b",
    # Italian
    r"sei già abbonato|abbonati (?:ora|subito|per (?:leggere|continuare)|a partire)|contenuto riservato"
    r"|accedi (?:per|con|e)\b",
    r"(?:hai già un abbonamento|registrati (?:per|gratis|e leggi)|per continuare a leggere)\b",
    # Slavic, Turkish
    r"(?:оформите подписку|подпишитесь|уже подписаны|войдите|чтобы (?:продолжить|читать дальше))\b",
    r"(?:zaloguj się|masz już (?:konto|subskrypcję|prenumeratę)|wykup (?:dostęp|subskrypcję|abonament)|zaprenumeruj"
    r"|kup dostęp)\b",
    r"(?:předplaťte|přihlaste se|již (?:máte|jste) předplat\w+|predplaťte|prihláste sa)\b|abone ol\w*|giriş yap\w*",
)
_OFFER = re.compile(rf"\W*(?:{'|'.join(_OFFERS)})(?!\w)(?:[^.!?]|\.(?=\d)){{0,80}}[.!?…\"'”’)\]»›→>\s]*", re.IGNORECASE)
_OFFER_UNSPACED = re.compile(
    r"\W*(?:(?:이|본|전체) 기사는?.{0,30}(?:구독자|유료|회원).{0,30}"
    r"|(?:로그인|회원가입|구독|정기구독).{0,30}(?:하세요|하시면|해 ?주세요|하기|주십시오)(?:\W*"
    r"|\W.{0,30}(?:볼|읽|이용).{0,12})"
    r"|(?:この記事は|続きを読むには|残り|全文は).{0,40}(?:会員|有料|登録|ログイン|購読|文字).{0,30}|(?:会員登録|ログイン)(?:はこちら|する|して.{0,20})?\W*"
    r"|(?:本文|全文|此文|订阅|訂閱|登录|登入|成為|成为).{0,20}(?:会员|會員|付费|付費).{0,30}|(?:登录|登入|订阅|訂閱).{0,10}(?:后|後|即可|继续|繼續).{0,20})"
)
_OF_MAIL = re.compile(
    r"(?:(?:unsubscribe|view (?:this (?:e-?mail|newsletter) )?(?:in|on) (?:your |the )?(?:web )?(?:browser|web)"
    r"|(?:manage|update|change) (?:your )?(?:e-?mail )?(?:preferences|subscription|settings)|forward to a friend"
    r"|privacy policy"
    r"|contact us|advertise(?: with us)?|vom newsletter abmelden|abmelden|abbestellen"
    r"|im browser (?:ansehen|anzeigen|öffnen)"
    r"|se désinscrire|se désabonner|voir (?:dans|en ligne)\b[^|]{0,30}|darse de baja|ver en (?:el )?navegador"
    r"|cancelar inscrição"
    r"|annulla iscrizione|uitschrijven|avregistrera|отписаться|수신 ?거부|구독 ?해지|웹(?:에서|으로) 보기"
    r"|配信停止|退订|退訂)\W*)+",
    re.IGNORECASE,
)
"""What stands at the foot of a newsletter."""
_REPORTS = re.compile(r"\b(?:said|says|told|tells|was|were|had|caused|fell|rose|needs?|costs?)\b", re.IGNORECASE)
"""Words of news, which no offer has."""
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")


def is_offer(line: str) -> bool:
    """Whether a line offers a subscription or asks the reader to log in, and tells nothing else.

    Of several sentences most must do so: "Subscribe now for 1 dollar a week. Cancel anytime."
    """
    if len(line) > _LONGEST:
        return False
    if len(line) <= _LONGEST_UNSPACED and (_OFFER_UNSPACED.fullmatch(line) or _OF_MAIL.fullmatch(line.lstrip(" |·•"))):
        return True
    sentences = [piece for piece in _SENTENCE.split(line) if piece]
    offers = sum(len(piece) for piece in sentences if _OFFER.fullmatch(piece) and not _REPORTS.search(piece))
    return offers > 0 and offers >= _LEAST_SHARE * sum(map(len, sentences))

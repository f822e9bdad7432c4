"""Words that say that something was said: verbs of saying with their forms, and nouns of saying."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from retally.reader.word_sets import word_set

STRONG = word_set(
    """say tell add warn claim announce declare state insist argue assert allege stress emphasize
    emphasise reiterate explain reply respond retort quip joke remark recall recount boast vow
    pledge concede acknowledge admit confirm deny assure inform caution complain contend
    maintain predict testify write tweet post comment conclude observe note mention opine lament
    urge reveal disclose report suggest believe estimate"""
)
"""Verbs whose subject is a source by themselves."""

WEAK = word_set(
    """call describe brand dub label term slam blast denounce condemn criticize criticise dismiss
    hail praise accuse blame ask answer question wonder demand continue begin finish promise
    propose advise agree disagree think hope fear feel expect find show indicate learn put
    calculate count figure forecast project record document detail outline publish read express
    voice cite quote refer point speak talk discuss address repeat echo counter rebut scoff
    shout yell whisper scream mutter murmur proclaim profess pronounce attest affirm reaffirm
    signal hint imply understand know recommend encourage appeal plead implore beg order
    instruct rule reject refuse decline threaten swear apologize apologise thank greet welcome
    mock ridicule taunt deride lambast lambaste rip chide scold berate compare liken
    characterize characterise portray depict decry bemoan tout defend envision foresee reckon
    guess suspect doubt assume presume conclude determine assess interject chime joke muse
    marvel gush brag bristle snap elaborate clarify specify underscore underline highlight
    summarize summarise list remind convince persuade interview advocate oppose support want say
    object protest reason recite text email e-mail message blog broadcast telegraph relay convey
    communicate share release issue cheer exclaim gasp cry sigh laugh weep growl bark deadpan
    chant declare deem identify verify establish worry remember regret"""
)
"""Verbs that say so only beside a quote, a "that" or a number; some also mean other things."""

_IRREGULAR = {
    "say": ("says", "said", "said", "saying"),
    "tell": ("tells", "told", "told", "telling"),
    "write": ("writes", "wrote", "written", "writing"),
    "put": ("puts", "put", "put", "putting"),
    "think": ("thinks", "thought", "thought", "thinking"),
    "find": ("finds", "found", "found", "finding"),
    "show": ("shows", "showed", "shown", "showing"),
    "read": ("reads", "read", "read", "reading"),
    "speak": ("speaks", "spoke", "spoken", "speaking"),
    "feel": ("feels", "felt", "felt", "feeling"),
    "mean": ("means", "meant", "meant", "meaning"),
    "know": ("knows", "knew", "known", "knowing"),
    "begin": ("begins", "began", "begun", "beginning"),
    "swear": ("swears", "swore", "sworn", "swearing"),
    "understand": ("understands", "understood", "understood", "understanding"),
    "broadcast": ("broadcasts", "broadcast", "broadcast", "broadcasting"),
    "foresee": ("foresees", "foresaw", "foreseen", "foreseeing"),
    "learn": ("learns", "learned", "learned", "learning"),
    "admit": ("admits", "admitted", "admitted", "admitting"),
    "refer": ("refers", "referred", "referred", "referring"),
    "rebut": ("rebuts", "rebutted", "rebutted", "rebutting"),
    "slam": ("slams", "slammed", "slammed", "slamming"),
    "dub": ("dubs", "dubbed", "dubbed", "dubbing"),
    "quip": ("quips", "quipped", "quipped", "quipping"),
    "beg": ("begs", "begged", "begged", "begging"),
    "snap": ("snaps", "snapped", "snapped", "snapping"),
    "rip": ("rips", "ripped", "ripped", "ripping"),
    "brag": ("brags", "bragged", "bragged", "bragging"),
    "blog": ("blogs", "blogged", "blogged", "blogging"),
    "label": ("labels", "labelled", "labelled", "labelling"),
    "signal": ("signals", "signalled", "signalled", "signalling"),
}
_DOUBLED = {"labeled": "label", "signaled": "signal", "labeling": "label", "signaling": "signal"}

PHRASES = (
    "called on",
    "calls on",
    "call on",
    "calling on",
    "called for",
    "calls for",
    "call for",
    "calling for",
    "pointed out",
    "points out",
    "pointing out",
    "pointed to",
    "points to",
    "referred to",
    "refers to",
    "referring to",
    "spoke of",
    "speaks of",
    "went on to say",
    "spelled out",
    "laid out",
    "made clear",
    "makes clear",
    "argued for",
    "based on",
    "went on",
    "shot back",
    "shoots back",
    "fired back",
    "fires back",
    "hit back",
    "hits back",
    "goes on",
)
"""Verbs of two and more words; the cue is the whole of it."""

DATA = word_set(
    """analysis data figures estimate estimates tally count calculation calculations survey poll
    polls report reports study statistics numbers assessment review research map maps database
    records record images imagery document documents findings footage statement letter memo
    transcript video census projections projection forecast update updates bulletin
    assessments communique tallies"""
)
"""Nouns that can stand for a source: what they show, somebody says."""

NOUNS = word_set(
    """statement comment comments remark remarks words post tweet message letter speech interview
    claim warning promise pledge assertion allegation call description argument suggestion
    reference estimate view belief accusation complaint note reply response answer question
    phrase slogan account insistence assessment characterization declaration"""
)
"""Nouns of saying: "his promise to "...""."""

AUDIENCE = word_set(
    """journalists reporters media press newspapers lawmakers parliament supporters audience crowd
    viewers listeners readers followers broadcasters broadcaster television radio"""
)
CHANNELS = word_set(
    """telegram facebook twitter x instagram tiktok youtube weibo truth threads bluesky linkedin
    whatsapp vkontakte"""
)


def _forms(lemma: str) -> tuple[str, str, str, str]:
    """Third person, past, participle, ``-ing``."""
    if lemma in _IRREGULAR:
        return _IRREGULAR[lemma]
    if lemma.endswith("e"):
        return f"{lemma}s", f"{lemma}d", f"{lemma}d", f"{lemma[:-1]}ing"
    if lemma.endswith("y") and lemma[-2] not in "aeou":
        return f"{lemma[:-1]}ies", f"{lemma[:-1]}ied", f"{lemma[:-1]}ied", f"{lemma}ing"
    ends = "es" if lemma.endswith(("s", "sh", "ch", "x")) else "s"
    return f"{lemma}{ends}", f"{lemma}ed", f"{lemma}ed", f"{lemma}ing"


def _by_form(lemmas: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for lemma in sorted(lemmas):
        for form in (lemma, *_forms(lemma)):
            found.setdefault(form, lemma)
    return found


@cache
def strong_forms() -> dict[str, str]:
    """Every form of a strong verb of saying, with its base form.

    Examples
    --------
    >>> strong_forms()["told"], strong_forms()["denies"]
    ('tell', 'deny')
    """
    return _by_form(STRONG)


@cache
def weak_forms() -> dict[str, str]:
    """Every form of a weak verb of saying, with its base form."""
    return {**_by_form(lemma for lemma in WEAK if lemma not in STRONG), **_DOUBLED}


def verb_of_saying(word: str) -> str | None:
    """Base form of a verb of saying, whichever its form; None for any other word.

    Examples
    --------
    >>> verb_of_saying("announced"), verb_of_saying("table")
    ('announce', None)
    """
    low = word.lower()
    return strong_forms().get(low) or weak_forms().get(low)

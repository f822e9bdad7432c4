"""Words that tell who somebody is: roles, honorifics, groups, institutions, first names."""

from __future__ import annotations

from retally.reader.nations import NATION_OF
from retally.reader.word_sets import word_set

ROLES = word_set(
    """president minister premier chancellor chief secretary director head leader chairman
    chairwoman chairperson chair spokesman spokeswoman spokesperson governor mayor senator
    congressman congresswoman representative lawmaker legislator deputy ambassador envoy
    diplomat commissioner general colonel major captain sergeant lieutenant admiral commander
    commandant marshal officer official adviser advisor aide analyst expert economist historian
    professor scientist researcher strategist manager coordinator administrator editor
    journalist reporter correspondent columnist author writer blogger commentator host anchor
    activist advocate campaigner lawyer attorney prosecutor judge justice sheriff detective
    inspector doctor physician surgeon nurse teacher student resident villager farmer worker
    soldier veteran executive ceo founder co-founder owner partner treasurer negotiator mediator
    monitor king queen prince princess pope bishop archbishop cardinal patriarch priest pastor
    rabbi imam sheikh ayatollah emir sultan candidate nominee incumbent democrat republican
    politician member counsellor counselor speaker whip dean fellow specialist consultant
    investigator agent witness neighbour neighbor survivor victim father mother son daughter
    brother sister wife husband friend colleague supporter critic opponent rival ally operative
    delegate principal superintendent undersecretary watchdog boss tsar czar oligarch warlord
    rebel physicist biologist geologist engineer pilot driver trader broker investor banker
    actor actress singer star creator producer person man woman insider source volunteer
    paramedic medic rescuer firefighter policeman coach player mp mep parliamentarian
    commander-in-chief ombudsman councillor councilor"""
)
HONORIFICS = {
    "mr": "m",
    "sir": "m",
    "lord": "m",
    "mrs": "f",
    "ms": "f",
    "miss": "f",
    "madam": "f",
    "lady": "f",
    "dame": "f",
    "dr": "",
    "prof": "",
    "rev": "",
    "hon": "",
}
SHORT_ROLES = word_set(
    """sen rep gov gen lt col maj capt sgt adm brig cmdr pres sec amb rev dep pvt cpl det"""
)
GENDERED = {
    "m": word_set(
        """spokesman chairman congressman king prince pope bishop father son brother husband man
    policeman actor priest patriarch sheikh ayatollah sultan emir"""
    ),
    "f": word_set(
        """spokeswoman chairwoman congresswoman queen princess mother daughter sister wife woman
    policewoman actress"""
    ),
}
MODIFIERS = word_set(
    """deputy vice prime foreign defence defense interior finance press senior former then acting
    interim outgoing incoming first assistant associate general executive chief national top
    lead joint majority minority opposition home trade health energy justice education current
    ex top-ranking retired military new long-time longtime fellow veteran prominent the a an his
    her their its our my"""
)
"""Words before a role that name no organisation."""

INSTITUTIONS = word_set(
    """institute center centre council committee office department ministry agency association
    society foundation fund organization organisation network academy bureau commission college
    university school alliance campaign coalition movement group board union party service army
    navy force forces staff command guard police parliament congress senate government cabinet
    kremlin pentagon house times post journal news press tribune herald guardian telegraph
    company corporation corp inc ltd bank court authority administration federation league club
    church hospital laboratory lab project watch international nations states kingdom republic
    city county state province region media tv radio magazine newspaper website site embassy
    directorate secretariat division brigade regiment battalion corps network monitor analytics
    research studies partners associates consortium trust society chamber assembly duma
    observatory mission headquarters initiative"""
)
BODIES = word_set(
    """project group monitor organisation organization agency outlet site website platform team
    channel watchdog institute centre center tank service mission ngo publication newspaper
    broadcaster company body observatory initiative daily collective network"""
)
"""Nouns by which a body named before is meant: "the project", "the Dornish think tank"."""
PLACES = word_set(
    """oblast krai okrug raion rayon district peninsula river sea island islands town village bay
    gulf strait valley mountains mountain square street avenue airport desert lake hill hills"""
)
"""Last words of a place's name."""

_NAMES_OF_PEOPLE = frozenset({"Putin", "Kadyrov", "Zelensky", "Zelenskyy", "Zelenskiy"})


def is_nation(name: str) -> bool:
    """Whether a name is that of a country, of its people or of its seat.

    Examples
    --------
    >>> is_nation("Seoul"), is_nation("Ada Kolar")
    (True, False)
    """
    return name in NATION_OF and name not in _NAMES_OF_PEOPLE


def is_people(word: str) -> bool:
    """Whether a word says of which country somebody is: "Dutch", not "NATO".

    Examples
    --------
    >>> is_people("Italian"), is_people("French"), is_people("NATO")
    (True, True, False)
    """
    is_one = f"{word}s" in NATION_OF or word.endswith(("ish", "ese", "nch", "tch", "iss"))
    return word in NATION_OF and is_one


GROUPS = word_set(
    """experts analysts officials authorities sources observers critics supporters residents
    witnesses lawmakers diplomats economists researchers scientists reports media ministers
    leaders activists historians prosecutors police journalists reporters volunteers medics
    investigators doctors people voters allies
    rivals democrats republicans advocates commentators bloggers rebels troops soldiers forces"""
)

MALE_NAMES = word_set(
    """james john robert michael william david richard joseph thomas charles christopher daniel
    matthew anthony mark donald steven steve paul andrew joshua kenneth kevin brian george
    timothy tim ronald ron edward jason jeffrey jeff ryan jacob gary nicholas eric jonathan
    stephen larry justin scott brandon benjamin ben samuel sam gregory greg alexander frank
    patrick raymond jack dennis jerry tyler aaron jose adam nathan henry zachary douglas peter
    kyle noah ethan jeremy walter christian keith roger terry austin sean gerald carl harold
    dylan arthur lawrence jordan jesse bryan billy bruce gabriel joe logan albert willie alan
    juan elijah louis russell philip randy vincent bobby johnny bradley bernie bill jim mike tom
    dan chris tony ted rick chuck mitch karl hans jens jan lars sven olaf emmanuel francois
    jacques pierre jean luc antonio mario luigi giuseppe carlos luis miguel pedro javier
    fernando vladimir volodymyr sergei serhiy dmitry dmytro andrei andriy andrey oleksandr
    oleksiy alexei mikhail mykhailo mykola nikolai viktor igor ihor yuri yuriy vasyl pavel pavlo
    petro ivan boris bohdan roman denys kyrylo valery valeriy valerii rustem anton maksim maxim
    artem vadim vadym stanislav taras ruslan mohammed muhammad ahmed ali hassan hussein omar
    ibrahim khalid yusuf mustafa yitzhak andrzej mateusz lech jaroslaw milos petr marek stefan
    kaspars gitanas toomas rishi keir antony rex josh brad chad doug ed fred harry hugh ian jake
    jay jon ken leo max neil nick norman oscar phil ray rob rudy stan stuart todd victor wayne
    zach matt pat marco lindsey dick"""
)
FEMALE_NAMES = word_set(
    """ada mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty
    margaret sandra ashley kimberly emily donna michelle carol amanda dorothy melissa deborah
    stephanie rebecca sharon laura cynthia kathleen amy angela shirley anna brenda pamela emma
    nicole helen samantha katherine christine debra rachel carolyn janet catherine maria heather
    diane ruth julie olivia joyce virginia victoria kelly lauren christina joan evelyn judith
    megan andrea cheryl hannah jacqueline martha gloria teresa ann sara madison frances kathryn
    janice jean abigail alice julia judy sophia grace denise amber doris marilyn danielle
    beverly isabella theresa diana natalie brittany charlotte marie kayla alexis lori hillary
    chelsea nikki sabrina ursula sanna kirsten karine magdalena annalena marine giorgia liz
    kamala jill jane loretta claire kate katie ellen erin elena olena oksana iryna irina natalia
    nataliya svetlana tatiana tatyana yulia yuliya kateryna daria dariya hanna ganna lyudmila
    liudmyla maryna marina anastasia nadia valentina ksenia polina sofia zuzana mia ingrid
    astrid greta leyla fatima aisha layla maryam noor mari yoko akiko debbie wendy tammy kathy
    cindy carly arianna gwen rosa elaine madeleine susana cristina michele"""
)


def gender_of_name(first_name: str) -> str | None:
    """``m`` or ``f`` for a first name that is mostly one; None for any other."""
    low = first_name.lower()
    if low in MALE_NAMES:
        return None if low in FEMALE_NAMES else "m"
    return "f" if low in FEMALE_NAMES else None


def gender_of_role(role: str) -> str | None:
    """``m`` or ``f`` where a role's words tell it; None where they do not.

    Examples
    --------
    >>> gender_of_role("spokeswoman of the ministry"), gender_of_role("minister")
    ('f', None)
    """
    words = set(role.lower().split())
    for gender, telling in GENDERED.items():
        if words & telling:
            return gender
    return None


def is_role(word: str) -> bool:
    """Whether a word, in the singular or plural, is a person's role."""
    low = word.lower()
    if "-" in low:
        # "president-elect", "ex-minister"
        return any(part in ROLES for part in low.split("-"))
    return low in ROLES or (low.endswith("s") and low[:-1] in ROLES) or low in SHORT_ROLES

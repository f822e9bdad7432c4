"""English nouns: their singular, and which of them name people."""

from __future__ import annotations

from retally.reader.word_sets import word_set


def singular(word: str) -> str:
    """The singular of an English noun, lower case.

    Examples
    --------
    >>> [singular(word) for word in ("Soldiers", "batteries", "children", "losses", "troops")]
    ['soldier', 'battery', 'child', 'loss', 'troop']
    """
    lower = word.lower().strip("'’")
    if lower in IRREGULAR:
        return IRREGULAR[lower]
    if lower in UNCHANGED or len(lower) < 4:
        return lower
    if lower.endswith("men") and lower != "specimen":
        return f"{lower[:-3]}man"
    if lower.endswith("ies") and len(lower) > 4:
        return f"{lower[:-3]}y"
    if lower.endswith(_ES) and lower not in _OES_KEPT:
        return lower[:-2]
    if lower.endswith("s") and not lower.endswith(("ss", "us", "is")):
        return lower[:-1]
    return lower


def is_people(lemma: str, printed: str) -> bool:
    """Whether a noun names persons: soldiers, troops, civilians, casualties, Ukrainians."""
    if lemma in PEOPLE or lemma.endswith(("man", "woman", "people", "person", "personnel")):
        return lemma not in _NO_PEOPLE
    tail = lemma.rsplit("-", 1)[-1]
    if tail in PEOPLE:
        return True
    if printed[:1].isupper() and printed.lower().endswith(_NATIONS):
        return True
    return lemma.endswith(_PERSON_ENDS) and lemma not in _NO_PEOPLE


IRREGULAR = {
    "men": "man",
    "women": "woman",
    "children": "child",
    "people": "people",
    "feet": "foot",
    "teeth": "tooth",
    "mice": "mouse",
    "geese": "goose",
    "lives": "life",
    "wives": "wife",
    "knives": "knife",
    "halves": "half",
    "wolves": "wolf",
    "crises": "crisis",
    "bases": "base",
    "buses": "bus",
    "gases": "gas",
    "movies": "movie",
    "ties": "tie",
    "heroes": "hero",
    "vetoes": "veto",
    "torpedoes": "torpedo",
    "criteria": "criterion",
    "media": "medium",
    "analyses": "analysis",
    "echoes": "echo",
    "zombies": "zombie",
    "rookies": "rookie",
    "calories": "calorie",
    "cookies": "cookie",
    "series": "series",
    "species": "species",
    "headquarters": "headquarters",
    "means": "means",
    "leaves": "leaf",
    "loaves": "loaf",
    "shelves": "shelf",
    "thieves": "thief",
    "calves": "calf",
    "hooves": "hoof",
    "oxen": "ox",
    "axes": "axe",
    "quizzes": "quiz",
    "lenses": "lens",
    "theses": "thesis",
    "hypotheses": "hypothesis",
    "phenomena": "phenomenon",
    "bacteria": "bacterium",
    "nuclei": "nucleus",
    "prairies": "prairie",
    "selfies": "selfie",
    "smoothies": "smoothie",
}
_ES = (
    *("sses", "shes", "ches", "xes", "zzes", "oes"),
    *("iruses", "onuses", "ampuses", "tuses", "ocuses", "oruses", "rcuses", "nsuses", "niuses"),
)
"""Plurals that add two letters; "causes", "houses" and "excuses" add one."""
_OES_KEPT = frozenset({"shoes", "canoes", "horseshoes", "tiptoes", "toes", "foes", "hoes", "floes"})
UNCHANGED = word_set(
    """
    aircraft personnel crew police staff cattle sheep fish deer offspring artillery infantry
    military ammunition equipment livestock people corps barracks crossroads gallows lens
    salmon trout moose bison swine
    """
)
PEOPLE = word_set(
    """
    people person man woman child adult minor kid baby infant teenager teen youth boy girl
    soldier troop serviceman servicewoman servicemember personnel officer general colonel
    major captain lieutenant sergeant private commander conscript recruit reservist
    volunteer mercenary fighter militant rebel insurgent guerrilla terrorist gunman sniper
    marine paratrooper guard bodyguard policeman police cop defender attacker invader
    occupier intruder combatant civilian resident inhabitant citizen villager townsperson
    neighbour neighbor refugee migrant evacuee returnee asylum-seeker immigrant deportee
    prisoner captive hostage detainee inmate convict pow casualty fatality dead wounded
    injured victim survivor patient worker employee staff staffer crew sailor seaman airman
    pilot driver passenger commuter pedestrian protester protestor demonstrator activist
    supporter opponent voter lawmaker deputy mp senator minister official diplomat
    ambassador envoy spokesman leader president judge lawyer prosecutor investigator
    detective inspector observer expert analyst adviser advisor researcher scientist
    engineer technician doctor nurse medic paramedic surgeon rescuer firefighter teacher
    student pupil professor graduate trainee instructor journalist reporter correspondent
    photographer editor writer author blogger user customer client consumer buyer seller
    shopper subscriber viewer visitor tourist guest traveller traveler player athlete
    footballer teammate fan coach referee manager director executive chief founder owner
    shareholder investor trader banker broker farmer fisherman miner builder contractor
    colleague friend relative parent mother father brother sister son daughter husband wife
    grandchild sibling orphan widow pensioner retiree veteran member participant delegate
    representative candidate applicant respondent American african european asian czech
    briton swede dane finn turk arab kurd jew sikh serb croat american tenant homeowner
    landlord borrower donor caregiver carer human soul individual local suspect defendant
    witness offender criminal thief killer murderer gangster servicepeople death manpower
    infantryman rifleman infantry partisan spy agent operative saboteur deserter enlistee
    cadet cossack chechen actor actress singer musician artist dancer celebrity follower
    native newcomer settler townsman countryman compatriot defector dissident informant
    strike-breaker striker breadwinner caretaker lifeguard serviceperson
    sapper gunner tanker legionnaire stormtrooper specialist operator wagnerite
    believer worshipper worshiper pilgrim priest monk nun bishop muslim christian hindu
    """
)
_NO_PEOPLE = word_set(
    """
    talisman ottoman caiman shaman ramen semen specimen acumen regimen roman
    """
)
_NATIONS = ("ians", "ans", "ese", "ish", "is", "ites", "enians")
_PERSON_ENDS = ("ologist", "ographer", "ologian", "civilian", "seeker", "goer", "holder", "maker")

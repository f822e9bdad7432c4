"""Countries and alliances by every name that copy gives them: country, people, capital, seat."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retally.model.story import Span
from retally.reader.actors import party_pattern

_TABLE = """
afghanistan: Afghanistan, Afghan, Afghans, Kabul, Taliban
albania: Albania, Albanian, Albanians, Tirana
algeria: Algeria, Algerian, Algerians, Algiers
argentina: Argentina, Argentine, Argentinian, Buenos Aires
armenia: Armenia, Armenian, Armenians, Yerevan
australia: Australia, Australian, Australians, Canberra
austria: Austria, Austrian, Austrians, Vienna
azerbaijan: Azerbaijan, Azerbaijani, Azerbaijanis, Baku
bangladesh: Bangladesh, Bangladeshi, Bangladeshis, Dhaka
belarus: Belarus, Belarusian, Belarusians, Minsk
belgium: Belgium, Belgian, Belgians
bosnia: Bosnia, Bosnian, Bosnians, Sarajevo
brazil: Brazil, Brazilian, Brazilians, Brasilia
bulgaria: Bulgaria, Bulgarian, Bulgarians, Sofia
cambodia: Cambodia, Cambodian, Cambodians, Phnom Penh
canada: Canada, Canadian, Canadians, Ottawa
chad: Chad, Chadian, Chadians
chile: Chile, Chilean, Chileans
china: China, Chinese, Beijing
colombia: Colombia, Colombian, Colombians, Bogota
congo: Congo, Congolese, Kinshasa, DRC
croatia: Croatia, Croatian, Croatians, Zagreb
cuba: Cuba, Cuban, Cubans, Havana
cyprus: Cyprus, Cypriot, Cypriots
czech republic: Czech Republic, Czechia, Czech, Czechs, Prague
denmark: Denmark, Danish, Danes, Copenhagen
egypt: Egypt, Egyptian, Egyptians, Cairo
eritrea: Eritrea, Eritrean, Eritreans
estonia: Estonia, Estonian, Estonians, Tallinn
ethiopia: Ethiopia, Ethiopian, Ethiopians, Addis Ababa
european union: European Union, EU
finland: Finland, Finnish, Finns, Helsinki
france: France, French, Paris
georgia: Georgia, Georgian, Georgians, Tbilisi
germany: Germany, German, Germans, Berlin
greece: Greece, Greek, Greeks, Athens
hungary: Hungary, Hungarian, Hungarians, Budapest
india: India, Indian, Indians, New Delhi
indonesia: Indonesia, Indonesian, Indonesians, Jakarta
iran: Iran, Iranian, Iranians, Tehran
iraq: Iraq, Iraqi, Iraqis, Baghdad
ireland: Ireland, Irish, Dublin
israel: Israel, Israeli, Israelis, IDF
italy: Italy, Italian, Italians, Rome
japan: Japan, Japanese, Tokyo
jordan: Jordan, Jordanian, Jordanians, Amman
kazakhstan: Kazakhstan, Kazakh, Kazakhs, Astana
kenya: Kenya, Kenyan, Kenyans, Nairobi
kosovo: Kosovo, Kosovan, Kosovar, Kosovars, Pristina
kyrgyzstan: Kyrgyzstan, Kyrgyz, Bishkek
laos: Laos, Laotian, Laotians
latvia: Latvia, Latvian, Latvians, Riga
lebanon: Lebanon, Lebanese, Beirut, Hezbollah
libya: Libya, Libyan, Libyans
lithuania: Lithuania, Lithuanian, Lithuanians, Vilnius
mali: Mali, Malian, Malians, Bamako
mexico: Mexico, Mexican, Mexicans
moldova: Moldova, Moldovan, Moldovans, Chisinau
mongolia: Mongolia, Mongolian, Mongolians
montenegro: Montenegro, Montenegrin
morocco: Morocco, Moroccan, Moroccans
myanmar: Myanmar, Burmese, Naypyidaw
nato: NATO
nepal: Nepal, Nepali, Nepalese, Kathmandu
netherlands: Netherlands, Dutch, The Hague
niger: Niger, Nigerien, Nigeriens, Niamey
nigeria: Nigeria, Nigerian, Nigerians, Abuja
north korea: North Korea, North Korean, North Koreans, Pyongyang, DPRK
north macedonia: North Macedonia, Macedonian, Macedonians, Skopje
norway: Norway, Norwegian, Norwegians, Oslo
pakistan: Pakistan, Pakistani, Pakistanis, Islamabad
palestine: Palestine, Palestinian, Palestinians, Gazan, Gazans, Hamas
philippines: Philippines, Philippine, Filipino, Filipinos, Manila
poland: Poland, Polish, Poles, Warsaw
portugal: Portugal, Portuguese, Lisbon
qatar: Qatar, Qatari, Qataris, Doha
romania: Romania, Romanian, Romanians, Bucharest
russia: Russia, Russian, Russians, Moscow, Kremlin, Putin, Kadyrov
rwanda: Rwanda, Rwandan, Rwandans, Kigali
saudi arabia: Saudi Arabia, Saudi, Saudis, Riyadh
senegal: Senegal, Senegalese, Dakar
serbia: Serbia, Serbian, Serbians, Serbs, Belgrade
slovakia: Slovakia, Slovak, Slovaks, Bratislava
slovenia: Slovenia, Slovenian, Slovenians, Ljubljana
somalia: Somalia, Somali, Somalis, Mogadishu
south africa: South Africa, South African, South Africans, Pretoria
south korea: South Korea, South Korean, South Koreans, Seoul
south sudan: South Sudan, South Sudanese, Juba
spain: Spain, Spanish, Spaniards, Madrid
sri lanka: Sri Lanka, Sri Lankan, Sri Lankans, Colombo
sudan: Sudan, Sudanese, Khartoum
sweden: Sweden, Swedish, Swedes, Stockholm
switzerland: Switzerland, Swiss
syria: Syria, Syrian, Syrians, Damascus
taiwan: Taiwan, Taiwanese, Taipei
tajikistan: Tajikistan, Tajik, Tajiks, Dushanbe
thailand: Thailand, Thai, Thais, Bangkok
tunisia: Tunisia, Tunisian, Tunisians
turkey: Turkey, Turkiye, Turkish, Turks, Ankara
uganda: Uganda, Ugandan, Ugandans, Kampala
ukraine: Ukraine, Ukrainian, Ukrainians, Kyiv, Kiev, Zelensky, Zelenskyy, Zelenskiy
united arab emirates: United Arab Emirates, Emirati, Emiratis, UAE, Abu Dhabi
united kingdom: United Kingdom, UK, U.K., Britain, British, Britons, London
united nations: United Nations, UN, U.N.
united states: United States, US, U.S., USA, American, Americans, Washington, Pentagon, White House
uzbekistan: Uzbekistan, Uzbek, Uzbeks, Tashkent
venezuela: Venezuela, Venezuelan, Venezuelans, Caracas
vietnam: Vietnam, Vietnamese, Hanoi
yemen: Yemen, Yemeni, Yemenis, Sanaa, Houthi, Houthis
"""

NATION_OF = {
    name: nation
    for nation, _, names in (line.partition(": ") for line in _TABLE.strip().splitlines())
    for name in names.split(", ")
}
"""The lower-case name of a country or an alliance for each of the names that copy gives it."""

_NATION = re.compile(
    r"\b(?:"
    + "|".join(sorted((re.escape(name) for name in NATION_OF), key=len, reverse=True))
    + r")(?!\w)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NationMention:
    """A country, its people or its seat named in a text.

    Parameters
    ----------
    is_place
        Whether it says where: it stands after "in", "into", "inside", "near", "against" or "from".
    is_owner
        Whether it stands before what is its own: "Moscow's army".
    """

    span: Span
    nation: str
    is_place: bool
    is_owner: bool


def nation_mentions(text: str, piece: Span, parties: Sequence[str]) -> list[NationMention]:
    """Every country that a piece of text names, in order; a party's own name comes first.

    Parameters
    ----------
    parties
        Lower-case names of the sides, which need not be countries of the table.
    """
    named = [
        (match.start(), match.end(), NATION_OF[match.group()])
        for match in _NATION.finditer(text, piece.start, piece.end)
    ]
    named += [
        (match.start(), _without_s(match), parties[int(str(match.lastgroup)[1:])])
        for match in party_pattern(tuple(parties)).finditer(text, piece.start, piece.end)
    ]
    found: list[NationMention] = []
    for start, end, nation in sorted(named, key=lambda one: (one[0], -one[1])):
        if not found or start >= found[-1].span.end:
            found.append(_mention(text, piece, Span(start=start, end=end), nation))
    return found


def nation_in(words: str | None, parties: Sequence[str]) -> str | None:
    """The one country that some words name; None where they name none or several."""
    if not words:
        return None
    named = nation_mentions(words, Span(start=0, end=len(words)), parties)
    nations = {one.nation for one in named}
    return nations.pop() if len(nations) == 1 else None


def _mention(text: str, piece: Span, span: Span, nation: str) -> NationMention:
    return NationMention(
        span=span,
        nation=nation,
        is_place=bool(_PLACE.search(text[max(piece.start, span.start - 50) : span.start])),
        is_owner=text.startswith(("'", "’"), span.end),
    )


def _without_s(match: re.Match[str]) -> int:
    """Where a party's name ends, without "'s"."""
    return match.start() + len(_OWNER.sub("", match.group()))


_OWNER = re.compile(r"['’]s?$")
_PLACE = re.compile(
    r"\b(?:into|in|to|inside|within|across|from|against|over|near|outside|with|than|throughout|around"
    r"|on\s+board|towards?|told|tell(?:s|ing)?|asked|urged|giv(?:e|es|en|ing)|gave|sen[dt]s?|lend|lent|grant(?:s|ed)?|offer(?:s|ed)?|supplied"
    r"|(?:percent|per\s+cent|%|third|quarter|fifth|half|part|parts|most|all|much|rest|area"
    r"|areas|territory|east|west|north|south|size|invasion|regions?|total)\s+of)\s+"
    r"(?:the\s+|all\s+|occupied\s+|mainland\s+)?(?:(?:north|south|east|west)[\w-]*\s+|central\s+)?$",
    re.IGNORECASE,
)

"""The words in which people write how much of a medicine they take, and how often, language by language.

    a language -> its numbers, its spells of time, its tablets, its "if needed", its "none"

Every language is read everywhere, for a reader does not know which one is typed. A new language is one more
`Words`. Each text is a pattern of alternatives (`|`), with accents; what is typed without them is read too.
Where two languages contradict each other, the safer reading wins:

- "once" is 1 in English and 11 in Spanish: it is read before English words only, and refused elsewhere.
- "1.000" is a thousand, or one and no thousandths: a thousand, for the most counts (`how_often.py`).
- "gr" is a gram in Spanish and a grain, far less, in English: a gram.
- "6 a 8" is a range in Spanish; "3 a day" is none, for no number follows.
- "am" is "on the" in German and the morning in English: read before a day or a morning only.
- "e" is "and" in Spanish before an i only, so that "vitamin e" stays whole.
"""

from collections.abc import Mapping
from typing import NamedTuple


class Words(NamedTuple):
    """The words of one language; patterns, if nothing else is said.

    Attributes:
        numbers: What number words mean.
        to: Between the ends of a range.
        half_more: After a number, a half more.
        times: After a number, how many times.
        per: Before a spell: "a" day, "per" week.
        day: A day, after `per`.
        week: A week, likewise.
        month: A month, likewise.
        daily: Each day, in one word or as it stands.
        weekly: Each week, likewise.
        monthly: Each month, likewise.
        every: Before a number of hours or days.
        every_other: Every second day, as it stands.
        hours: Hours, after a number.
        hourly: "-hourly", alone or after a number.
        days: Days, after a number.
        weeks: Weeks, after a number.
        months: Months, after a number.
        years: Years, after a number.
        lasting: Before a number of days for which, or since when, it is taken.
        long: After such a number.
        shorthand: How often a day in a prescriber's letters.
        pieces: What a dose is counted in; without a number it says nothing.
        portions: The same; without a number it says how a medicine is made.
        drops: Counted, but too small to be a dose.
        units: Amounts that are no weight.
        moments: Moments of a day, as they stand.
        first_moments: Nouns that are a moment where a list of moments or the line goes on with them.
        next_moments: Nouns that are a moment only after a comma or "and".
        milligrams: The unit.
        grams: The unit.
        micrograms: The unit.
        asides: What says neither how much nor how often.
        reasons: Before what it is taken for.
        whose: Between that and its noun.
        ailing: After its noun; any other word may be another medicine.
        linking: Never such a noun: another medicine may follow.
        both: Between two names.
        forms: How a medicine is made.
        on_skin: Those of them that are no dose to swallow.
        before: Words before a name that are none of it.
        glue: Words that stand around an amount and say nothing.
        nothing: That there is none.
        a_day: How a number a day is written.
        a_week: How a number a week is written.
        a_month: How a number a month is written.
        every_days: How a number of days between doses is written.
        every_hours: How a number of hours between doses is written.
        decimal: The decimal mark.
    """

    numbers: Mapping[str, float]
    to: str
    half_more: str
    times: str
    per: str
    day: str
    week: str
    month: str
    daily: str
    weekly: str
    monthly: str
    every: str
    every_other: str
    hours: str
    hourly: str
    days: str
    weeks: str
    months: str
    years: str
    lasting: str
    long: str
    shorthand: Mapping[str, int]
    pieces: str
    portions: str
    drops: str
    units: str
    moments: str
    first_moments: str
    next_moments: str
    milligrams: str
    grams: str
    micrograms: str
    asides: str
    reasons: str
    whose: str
    ailing: str
    linking: str
    both: str
    forms: str
    on_skin: str
    before: str
    glue: str
    nothing: str
    a_day: str
    a_week: str
    a_month: str
    every_days: str
    every_hours: str
    decimal: str


ENGLISH = Words(
    numbers={
        "half": 0.5, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
        "nine": 9, "ten": 10, "twelve": 12, "twice": 2, "thrice": 3,
    },
    to=r"to|or",
    half_more=r"and a half",
    times=r"x|times?",
    per=r"an?|per|each|every|in|/",
    day=r"day|24 ?(?:h|hrs?|hours?)",
    week=r"week",
    month=r"month",
    daily=r"daily|(?:a|per) (?:night|morning|evening)",
    weekly=r"weekly",
    monthly=r"monthly",
    every=r"every|each|q",
    every_other=r"every (?:other|second|2nd) day|(?:on )?alternate days",
    hours=r"h|hrs?|hours?",
    hourly=r"hourly",
    days=r"days?",
    weeks=r"weeks?",
    months=r"months?",
    years=r"years?",
    lasting=r"for(?: the (?:last|next)| about)?|since|over",
    long=r"long|ago",
    shorthand={"od": 1, "bd": 2, "bid": 2, "tds": 3, "tid": 3, "qds": 4, "qid": 4},
    pieces=r"tablets?|tabs?|capsules?|caps?|caplets?|pills?|sachets?|lozenges?|doses?|spoonfuls?|spoons?",
    portions=r"patch(?:es)?|puffs?|sprays?|applications?|suppositor(?:y|ies)",
    drops=r"drops?",
    units=r"iu|units?|ml",
    moments=(
        r"(?:in|every|each) (?:the )?(?:morning|evening|afternoon)s?|mornings|evenings|nights|nightly"
        r"|(?:at|every|each) (?:night|bedtime|noon|midday|lunchtime|lunch|breakfast|dinner|teatime)"
        r"|(?:with|before|after) (?:breakfast|lunch|dinner|supper)"
        r"|before (?:going to )?(?:bedtime|bed|sleep)"
    ),
    first_moments=r"morning",
    next_moments=r"noon|midday|afternoon|evening|night|bedtime|lunch|dinner|supper",
    milligrams=r"mgs?|milligrams?|milligrammes?",
    grams=r"gr?s?|grams?|grammes?",
    micrograms=r"mcg|ug|micrograms?|microgrammes?",
    asides=(
        r"(?:when|if|as) (?:needed|required|necessary)|(?:with|after|before) (?:food|meals?|water|eating)"
        r"|now and then|sometimes|occasionally|prn|by mouth|up to|at most|max(?:imum)?|about"
    ),
    reasons=r"for",
    whose=r"the|my|an?|high|low|lower|bad|chronic|acute|severe",
    ailing=r"pains?|pressure|aches?|problems?|spasms?|cramps?|attacks?|disease|failure|clots",
    linking=r"and|with|plus|or|also",
    both=r"and|or",
    forms=r"gel|cream|ointment|spray|patch(?:es)?|plasters?|syrup|suppositor(?:y|ies)|eye drops",
    on_skin=r"gel|cream|ointment|spray|patch(?:es)?|plasters?",
    before=r"of|i take|i am taking|i'm taking|take|taking",
    glue=r"and|an?|the|each|x|taken|only",
    nothing=(
        r"none(?: known)?|no|nothing|nil|n|0|no (?:medicines?|medication|tablets|(?:known )?allerg(?:y|ies))"
        r"|i take (?:nothing|no medicines?)"
    ),
    a_day="{} a day",
    a_week="{} a week",
    a_month="{} a month",
    every_days="every {} days",
    every_hours="every {} hours",
    decimal=".",
)  # fmt: skip

GERMAN = Words(
    numbers={
        "halb": 0.5, "halbe": 0.5, "halben": 0.5, "halber": 0.5, "halbes": 0.5, "eine halbe": 0.5,
        "einer halben": 0.5, "ein halbes": 0.5, "einen halben": 0.5, "anderthalb": 1.5, "eineinhalb": 1.5,
        "zweieinhalb": 2.5, "ein": 1, "eine": 1, "einen": 1, "einer": 1, "einem": 1, "eins": 1, "zwei": 2,
        "drei": 3, "vier": 4, "fünf": 5, "fuenf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9,
        "zehn": 10, "zwölf": 12, "zwoelf": 12,
    },
    to=r"bis(?: zu)?|oder",
    half_more=r"und eine halbe|und ein halbes|und einen halben",
    times=r"mal",
    per=r"am|pro|je|jeden|jede|im|in der|an einem|in|die",
    day=r"tage?|24 ?(?:std\.?|stunden)",
    week=r"woche",
    month=r"monat",
    daily=r"täglich|tägl\.?|tgl\.?",
    weekly=r"wöchentlich",
    monthly=r"monatlich",
    every=r"alle|jede[nr]?",
    every_other=r"jeden (?:zweiten|2\.|anderen) tag",
    hours=r"std\.?|stdn\.?|stunden?",
    hourly=r"stündlich|stdl\.?",
    days=r"tagen?",
    weeks=r"wochen?",
    months=r"monate?n?",
    years=r"jahre?n?",
    lasting=r"(?:für|seit|während)(?: etwa| den letzten| die nächsten)?|die nächsten",
    long=r"lang",
    shorthand={},
    pieces=(
        r"(?:film|brause|kau|retard|schmelz)?tabletten?|tabl?\.?|tbl\.?|kapseln?|kps\.?|dragees?|pillen?"
        r"|beutel|dosis|dosen|stück|stk\.?|(?:mess|ess|tee)löffel|ampullen?"
    ),
    portions=r"pflaster|hub|hübe|sprühstoß|sprühstöße|zäpfchen|anwendung(?:en)?",
    drops=r"tropfen",
    units=r"ie|i\.e\.|einheiten",
    moments=(
        r"früh(?:morgens)?|morgens|vormittags|mittags|nachmittags|abends|nachts"
        r"|(?:am|jeden|zu) (?:morgen|vormittag|mittag|nachmittag|abend)|(?:zur|in der|jede) (?:nacht|früh)"
        r"|vor dem (?:schlafen ?gehen|schlafen|zu ?bett ?gehen|einschlafen)"
        r"|(?:zum|beim|vor dem|nach dem|mit dem) (?:frühstück|mittagessen|abendessen|abendbrot)"
    ),
    first_moments=r"morgen|frühstück",
    next_moments=r"mittag|nachmittag|abend|nacht|mittagessen|abendessen",
    milligrams=r"milligramm",
    grams=r"gramm",
    micrograms=r"mikrogramm|mikrog",
    asides=(
        r"(?:bei|nach) bedarf|b\. ?bed\.|(?:wenn|falls) (?:nötig|erforderlich)"
        r"|wenn ich (?:es|sie|ihn) brauche|bei (?:starken )?(?:schmerzen|schmerz)"
        r"|(?:mit|vor|nach|zu|zum|bei|beim) (?:(?:dem|den|etwas|jeder) )?(?:essen|mahlzeit(?:en)?|wasser)"
        r"|nüchtern|auf nüchternen magen|manchmal|gelegentlich|ab und zu|hin und wieder|selten"
        r"|höchstens|maximal|max\.?|bis zu|etwa|ungefähr|ca\.?|zum einnehmen"
    ),
    reasons=r"für|gegen|wegen|bei",
    whose=r"den|die|das|der|dem|meine[nmrs]?|mein|hohe[nmrs]?|zu|starke[nmrs]?|akute[nmrs]?|chronische[nmrs]?",
    ailing=r"(?:im|am|in den|in der) (?:rücken|kreuz|knie|kopf|nacken|bein|beinen|gelenken|hüfte)",
    linking=r"und|sowie|mit|oder|auch|dazu",
    both=r"und|sowie|oder",
    forms=r"creme|salbe|pflaster|sirup|saft|zäpfchen|augentropfen|schmerzgel|lösung",
    on_skin=r"creme|salbe|pflaster|schmerzgel|schmerzsalbe",
    before=r"von|vom|ich nehme|nehme",
    glue=r"und|der|die|das|je|jeweils|nur|ein|eine|einen",
    nothing=(
        r"keine?(?: bekannt(?:en?)?)?|keins|nichts(?: bekannt)?|nein|nix"
        r"|keine (?:bekannten )?(?:medikamente|arzneimittel|medizin|tabletten|allergien?)(?: bekannt)?"
        r"|ich nehme (?:nichts|keine(?: medikamente| tabletten)?)(?: ein)?"
    ),
    a_day="{} am Tag",
    a_week="{} pro Woche",
    a_month="{} pro Monat",
    every_days="alle {} Tage",
    every_hours="alle {} Stunden",
    decimal=",",
)  # fmt: skip

SPANISH = Words(
    numbers={
        "medio": 0.5, "media": 0.5, "un": 1, "una": 1, "uno": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5,
        "seis": 6, "siete": 7, "ocho": 8, "nueve": 9, "diez": 10, "doce": 12,
    },
    to=r"a|o|ó|u|hasta",
    half_more=r"y medi[oa]",
    times=r"veces|vez",
    per=r"al|por|a la|a|cada|en",
    day=r"día|24 ?(?:hs|horas?)",
    week=r"semana",
    month=r"mes",
    daily=r"diari[oa]s?|diariamente|todos los días",
    weekly=r"semanal(?:es|mente)?|todas las semanas",
    monthly=r"mensual(?:es|mente)?",
    every=r"cada|c/",
    every_other=(
        r"(?:en |a )?días alternos|cada otro día|un día sí,? (?:y )?(?:otro|un día) no"
        r"|un día sí y otro no"
    ),
    hours=r"hs|hrs|horas?",
    hourly="",
    days=r"días?",
    weeks=r"semanas?",
    months=r"mes(?:es)?",
    years=r"años?",
    lasting=r"(?:durante|por|desde hace|hace)(?: unos| unas| los últimos| las últimas)?",
    long=r"seguidos|seguidas",
    shorthand={},
    pieces=(
        r"comprimidos?|pastillas?|tabletas?|cápsulas?|píldoras?|grageas?|sobres?"
        r"|cucharad(?:it)?as?|ampollas?|tomas?"
    ),
    portions=(
        r"comps?\.?|cp\.?|parches?|supositorios?|(?:inhalaci|aplicaci|pulverizaci)ón|(?:inhala|aplica|pulveriza)ciones"
    ),
    drops=r"gotas?",
    units=r"ui|u\.i\.|unidades",
    moments=(
        r"(?:por|en|de|a) las? (?:mañanas?|tardes?|noches?)|(?:cada|todas las) (?:mañanas?|tardes?|noches?)"
        r"|de noche|al? mediodía|(?:al|antes de) (?:acostar(?:se|me)|dormir|ir(?:se|me)? a la cama)"
        r"|al (?:levantar|despertar)(?:se|me)?"
        r"|(?:en|con|antes del?|después del?|tras) (?:el |la )?(?:desayuno|almuerzo|merienda|cena)"
        r"|(?:antes|después) de (?:desayunar|almorzar|merendar|cenar)"
    ),
    first_moments=r"mañana|(?:el )?desayuno",
    next_moments=r"mediodía|tarde|noche|(?:la )?(?:comida|cena|merienda)|(?:el )?almuerzo",
    milligrams=r"miligramos?",
    grams=r"gramos?",
    micrograms=r"microgramos?",
    asides=(
        r"(?:si|cuando|según) (?:(?:lo|la|los|las) )?necesit[eo]|si (?:es|fuera|fuese) (?:necesario|preciso)"
        r"|(?:si|cuando) (?:hace|haga) falta|cuando sea (?:necesario|preciso)|según necesidad|a demanda"
        r"|(?:si|cuando) (?:me duele|hay dolor|tengo dolor)|(?:si|en caso de) dolor|en caso de necesidad"
        r"|(?:con|antes de|después de|en) (?:(?:el|la|las|los|cada) )?(?:comidas?|alimentos?|agua|comer)"
        r"|en ayunas|a veces|de vez en cuando|ocasionalmente|(?:como )?máximo|máx\.?|hasta|unos|unas"
        r"|aproximadamente|(?:por )?vía oral|por (?:la )?boca"
    ),
    reasons=r"para|contra|por",
    whose=r"el|la|los|las|mi|mis|un|una|fuerte|fuertes",
    ailing=r"alt[oa]|baj[oa]|crónic[oa]|agud[oa]|arterial|de (?:la )?(?:espalda|cabeza|rodilla|cadera)",
    linking=r"y|e|con|más|o|también",
    both=r"y|o|e(?=\s+h?i)",
    forms=r"crema|pomada|ungüento|aerosol|parches?|jarabe|supositorios?|colirio",
    on_skin=r"crema|pomada|ungüento|aerosol|parches?",
    before=r"de|del|me tomo|tomo|estoy tomando",
    glue=r"y|el|la|los|las|un|una|solo|sólo",
    nothing=(
        r"ningun[oa]s?|ningún|nada|ninguna? conocid[oa]|no tomo (?:nada|ningun[oa]|medicamentos)"
        r"|no tengo(?: ninguna)?"
        r"|(?:no tomo |no tengo )?ning(?:ún|una) (?:medicamento|medicina|fármaco|medicación)"
        r"|(?:no tengo )?ninguna alergia(?: conocida)?"
        r"|no tengo alergias?|sin (?:medicamentos|medicación|alergias(?: conocidas)?)"
    ),
    a_day="{} al día",
    a_week="{} por semana",
    a_month="{} al mes",
    every_days="cada {} días",
    every_hours="cada {} horas",
    decimal=",",
)  # fmt: skip

LANGUAGES: Mapping[str, Words] = {"en": ENGLISH, "de": GERMAN, "es": SPANISH}
"""By the code of the language; the first is that in which a report is written where none was chosen."""


_WITHOUT_ACCENT = str.maketrans(
    {"ä": "(?:ä|ae?)", "ö": "(?:ö|oe?)", "ü": "(?:ü|ue?)", "ß": "(?:ß|ss)"}
    | dict(zip("áéíóúñ", ("[áa]", "[ée]", "[íi]", "[óo]", "[úu]", "[ñn]"), strict=True))
)


def any_of(field: str) -> str:
    """Return the words of one kind in all languages as one group of a pattern, with and without accents.

    Examples:
        >>> any_of("years")
        '(?:years?|jahre?n?|a[ñn]os?)'
    """
    texts = (getattr(words, field) for words in LANGUAGES.values())
    return f"(?:{'|'.join(filter(None, texts))})".translate(_WITHOUT_ACCENT)

"""Know the names of the months in the languages in which people write CVs."""

import unicodedata
from functools import cache

# Of each month the names in English, German, French, Spanish, Portuguese, Italian, Dutch, Swedish, Danish, Norwegian,
# Polish and Turkish, without accents, as far as they differ.
NAMES = (
    "january januar janner janvier enero janeiro gennaio januari styczen stycznia ocak",
    "february februar feber fevrier febrero fevereiro febbraio februari luty lutego subat",
    "march marz maerz mars marzo marco maart mrt marts marzec marca mart",
    "april avril abril aprile kwiecien kwietnia nisan",
    "may mai mayo maio maggio mei maj maja mayis",
    "june juni juin junio junho giugno czerwiec czerwca haziran",
    "july juli juillet julio julho luglio lipiec lipca temmuz",
    "august aout agosto augustus augusti sierpien sierpnia agustos",
    "september septembre septiembre setiembre setembro settembre wrzesien wrzesnia eylul",
    "october oktober octobre octubre outubro ottobre pazdziernik ekim",
    "november novembre noviembre novembro listopad listopada kasim",
    "december dezember decembre diciembre dezembro dicembre desember grudzien grudnia aralik",
)
SHORTEST = 3  # letters of an abbreviation


@cache
def month_of(word: str) -> int | None:
    """Return the number of the month that a word names or abbreviates, such as "Mai" or "févr"; else None."""
    plain = unicodedata.normalize("NFKD", word.casefold().replace("ı", "i"))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    if len(plain) < SHORTEST:
        return None
    found = {at for at, names in enumerate(NAMES, 1) if any(name.startswith(plain) for name in names.split())}
    whole = {at for at, names in enumerate(NAMES, 1) if plain in names.split()}
    return next(iter(whole or found)) if len(whole or found) == 1 else None

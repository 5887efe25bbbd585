"""The words that venues and remarks have for a type, a status or a distinction."""

import re

from cvgen.profile.fields import PublicationStatus, PublicationType
from cvgen.profile.status import PHRASES, SERVERS

HONOR = re.compile(
    r"\b(oral|spotlight|highlight|award|best|winner|runner|finalist|nominat\w*|honou?rable|prize|influential|candidate|"
    r"highly cited|distinguished|outstanding|notable|top[- ]\d|featured|cover|champion|1st|2nd|3rd|first place)\b",
    re.IGNORECASE,
)

MEETING = re.compile(r"[A-Z]\w*[A-Z]\w*[ -]?(?:19|20)\d\d\b")  # an acronym with a year, which journals do not have
MAX_HONOR_WORDS = 15  # words; a longer text is not an honor

# The words of pages for a status, beside those of every venue, and for a type; the first match counts.
STATES: dict[PublicationStatus, str] = {
    **PHRASES,
    "in preparation": rf"{PHRASES['in preparation']}|working papers?|in progress",
    "in press": rf"{PHRASES['in press']}|early access",
    "rejected": "rejected|withdrawn",
}
TYPES: dict[PublicationType, str] = {
    "report": r"(?i:tech(?:nical)?\.? report|white paper)",
    "thesis": r"(?i:thesis|dissertation)",
    "workshop": r"(?i:workshops?)",
    "journal": r"(?i:trans\.|transactions|journal|letters|magazine|annals|proceedings of the (?:ieee|national))|J\.|"
    r"^Nature|^Science|PNAS|TPAMI|PAMI|IJCV|JMLR|TMLR|TIP|TNNLS|TCSVT|TMM|TOG|TKDE|TACL|CVIU|PVLDB|JACM|CACM",
    "conference": r"(?i:conference|conf\.|symposium|proceedings|proc\.)|ICML|NeurIPS|NIPS|ICLR|CVPR|ICCV|ECCV|AAAI|"
    r"IJCAI|ACL|EMNLP|NAACL|BMVC|WACV|ACCV|ICASSP|(?i:interspeech|siggraph)|ICRA|IROS|RSS|CoRL|KDD|SIGIR|WWW|CHI|MICCAI|MM|"
    r"AISTATS|UAI|COLT|SIGMOD|VLDB|ICDE|ICSE|FSE|STOC|FOCS|SODA|ISCA|MICRO|ASPLOS|HPCA|OSDI|SOSP|NSDI|CCS|DAC|ICCAD",
    "chapter": r"(?i:chapter)",
    "book": r"(?i:books?)",
}
STATE_WORDS: dict[PublicationStatus, re.Pattern[str]] = {
    "preprint": SERVERS,
    **{state: re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.I) for state, words in STATES.items()},
}
TYPE_WORDS: dict[PublicationType, re.Pattern[str]] = {
    "preprint": SERVERS,
    **{kind: re.compile(rf"(?<!\w)(?:{words})(?!\w)") for kind, words in TYPES.items()},
}


def is_honor(text: str) -> bool:
    """Return whether words are a distinction, such as Oral or Winner of a challenge."""
    return HONOR.search(text) is not None and len(text.split()) <= MAX_HONOR_WORDS

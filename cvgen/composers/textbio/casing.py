"""Remove the capitals of list entries within a sentence: "Knowledge distillation" -> "knowledge distillation"."""

import re

# A word loses its capital if it is not a name: if it has one of these endings, or is among the common words below.
ENDINGS = (
    "tion", "sion", "ment", "ity", "ics", "ology", "ive", "ous", "able", "ible", "ism", "ance", "ence", "ness",
    "graphy", "metry", "ization", "omics", "logical", "ical", "ural", "onal", "ental", "ing", "onomy", "istry",
)  # fmt: skip
NAMES = frozenset({"beijing", "nanjing", "turing", "ising", "kipling", "hawking", "provence", "florence"})
COMMON = """
acceleration acoustic action active adaptive aerial agent algorithms ancient animal applied archaeology artificial
atmosphere atomic autonomous bacteria bird bio biodiversity biology biomedical blood body bone book brain business
cancer carbon care cell cells chemistry child citizen city climate clinical coastal cognition cold color combustion
common community comparative complex composite computational computer consciousness consumer coral cosmic crop
culture data decision deep digital disease distributed drug dynamic dynamics early earthquake ecology economic
education efficient electric electron embedded emotion energy engineering environment ethics evolution experimental
face family fast field film finance fish fluid food forest free functional game gender gene general genetics
genome geometric geometry glacier global graph graphs green group health heart heat high history home human
image immune immunity industrial inequality infant infectious information innovation insect interactive inverse
islands knowledge labor labour land landscape language large laser law learning legal light linear literature
living local logic long low machine macroeconomics magnetic marine marriage mass material materials mathematics
medical medicine medieval memory mental metal methods microbial migration military mobile modern molecular moral
motor multi museum music nano natural network networks neural neuroscience noise nonlinear nuclear number object
ocean online open optical organ organic parallel particle peace people philosophy photonics physical physics plant
plasma poetry police policy political politics pollution population portrait poverty power press privacy prose
protein proteins public quantum race radio random rare real relativity religion remote renewable rights risk river
robot robotics robust rock rural safe salt sea secure security sediment semantic semi sensor sensors sex shape signal
single sleep slow small smart social software soft soil solar solid sound space sparse spatial species speech sports
stars state statistical statistics stem stochastic storm stress strong structural subatomic superconducting surface
sustainable symbolic synthetic systems taxes text theater theatre theory thermal thin time tissue topology tourism
toxic trade transport tree trust ultra underwater urban vaccine video virus vision visual voice volcano war waste
water wave weak web welfare wetland wind women wood word work world writing young youth
archives art arts ballads biblical biography books britishness burial castles ceramics cinema cities civil class
colonial conflict costume courts craft critical curating dance death decolonial design diaspora diplomacy drama drawing
empire epics etching everyday fiction figure folklore global heritage historical housing human identity illustrated
intellectual international judicial legal letters lexicography literary liturgy local manuscript manuscripts maps
maritime material medieval memory migrant monastic moral multilingual musical myth narrative natural opera oral
painting palaeography performance photography political popular postcolonial print printing printmaking private
provenance reading reception rhetoric ritual sacred school sculpture slavery sociology sound theory trade travel urban
vernacular visual witchcraft women's
applied clinical critical emergency genome intensive maternal mental molecular pediatric primary surgical
algebraic arithmetic number numerical probability topology
"""
COMMON_WORDS = frozenset(COMMON.split())


def lower_first(text: str, evidence: str = "") -> str:
    """Return an entry of a list as it is written within a sentence.

    `evidence` is prose of the same profile that may contain the first word in lower case.
    """
    first = re.match(r"[A-Z][a-z]+(?![\w'’.*+#])", text)
    if not first:
        return text
    word = first[0].lower()
    plain = word in COMMON_WORDS or word.endswith(ENDINGS) or re.search(rf"(?<![\w/.@]){word}\b", evidence)
    return text[0].lower() + text[1:] if plain and word not in NAMES else text

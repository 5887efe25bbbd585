"""The words by which publishers, places, conferences and journals are known."""

import re

from cvgen.importers.mapping.venue_words import TYPE_WORDS

UNIVERSITY = (
    r"(?:Univ|College|Institut|School|Hochschule|Acad|Polytech|ETH|EPFL|MIT|TU |KTH|École|Ecole|Centre|Center"
    r"|Bank|Organi[sz]ation)"
)
PUBLISHERS = re.compile(
    r"\b(?:Press|Presses|Verlag|Publish\w*|Books|Springer(?:-Verlag)?|Wiley(?:-\w+)?|Elsevier|Routledge|Sage"
    r"|SAGE|Brill|PMLR|Norton|Penguin|Palgrave(?: Macmillan)?"
    r"|Bloomsbury|Éditions|Ediciones|Editorial|Edizioni|UP|De Gruyter|Gruyter|Mohr Siebeck|Suhrkamp"
    r"|Gallimard|Harcourt|Macmillan|Longman|Blackwell"
    r"|McGraw-Hill|Pearson|Prentice Hall|Academic|Birkhäuser|CRC|Association for Computing Machinery|ACM"
    r"|IEEE|USENIX(?: Association)?|AAAI Press"
    r"|Curran(?: Associates)?|Elgar|Taylor & Francis|Erlbaum|P$|Dagstuhl|OpenReview(?:\.net)?|Hachette"
    r"|Random House|Knopf|Seuil|Verso|Berghahn|Kluwer|North-Holland|World Scientific|MIT Press|IOS|Thieme"
    r"|Karger|Hogrefe|Beltz|Guilford|Peter Lang|Harrassowitz|Winter|Klett|Reclam|Hanser|Vieweg|Teubner|Nomos"
    r"|Beck)\b"
)
HOUSES = re.compile(  # publishers that are not also the name of a conference or journal
    r"\b(?:Press|Presses|Verlag|Publish\w*|Books|Springer(?:-Verlag)?|Wiley(?:-\w+)?|Elsevier|Routledge|Sage"
    r"|SAGE|Brill|Norton|Penguin|Palgrave|Bloomsbury|Éditions"
    r"|De Gruyter|Mohr Siebeck|Suhrkamp|Gallimard|Macmillan|Longman|Blackwell|McGraw-Hill|Pearson"
    r"|Prentice Hall|Birkhäuser|Verso|Seuil|Elgar|Kluwer|World Scientific)\b|\bUP$"
)
CITIES = re.compile(
    r"\b(?:London|New York|Oxford|Cambridge|Berlin|Paris|Boston|Chicago|Berkeley|Los Angeles|San Francisco"
    r"|Princeton|New Haven|Philadelphia|Washington"
    r"|Baltimore|Stanford|Ithaca|Ann Arbor|Minneapolis|Madison|Durham|Chapel Hill|Atlanta|Austin|Toronto"
    r"|Montr[ée]al|Vancouver|Amsterdam|Leiden|Dordrecht"
    r"|The Hague|Rotterdam|Utrecht|Brussels|Leuven|Antwerp|Geneva|Zurich|Zürich|Basel|Bern|Vienna|Wien"
    r"|Munich|München|Frankfurt(?: am Main)?|Hamburg|Heidelberg"
    r"|Stuttgart|Leipzig|Göttingen|Tübingen|Wiesbaden|Cologne|Köln|Bonn|Copenhagen|Stockholm|Oslo|Helsinki"
    r"|Uppsala|Lund|Gothenburg|Bergen|Edinburgh|Glasgow"
    r"|Manchester|Liverpool|Dublin|Cork|Cardiff|Madrid|Barcelona|Valencia|Seville|Granada|Lisbon|Lisboa"
    r"|Porto|Rome|Roma|Milan|Milano|Florence|Firenze|Bologna|Turin"
    r"|Torino|Venice|Naples|Athens|Istanbul|Ankara|Cairo|Beirut|Jerusalem|Tel Aviv|Tehran|Delhi|New Delhi"
    r"|Mumbai|Bombay|Calcutta|Kolkata|Chennai|Bangalore|Singapore"
    r"|Hong Kong|Beijing|Shanghai|Tokyo|Kyoto|Osaka|Seoul|Taipei|Sydney|Melbourne|Canberra|Brisbane|Auckland"
    r"|Wellington|Johannesburg|Cape Town|Pretoria|Nairobi"
    r"|Kampala|Lagos|Ibadan|Accra|Dakar|Mexico City|México|Buenos Aires|Santiago|Bogotá|Lima|São Paulo"
    r"|Rio de Janeiro|Warsaw|Kraków|Prague|Praha|Budapest|Bucharest"
    r"|Moscow|Kyiv|Hoboken|Mahwah|Englewood Cliffs|Reading|Thousand Oaks|Cheltenham|Farnham|Aldershot"
    r"|Abingdon|Basingstoke|Houndmills|Chichester|Malden|Bristol|Exeter"
    r"|Bloomington|Urbana|Seattle|Honolulu|Norwood|Piscataway|Cham|Bielefeld|Opladen|Weinheim|Braunschweig"
    r"|Luxembourg|Rochester|Albany|Lanham|Hillsdale|St\. Louis)\b"
)
CONFERENCE = re.compile(
    r"\b(?:[Pp]roc(?:eedings|\.)|[Cc]onf(?:erence|\.)|[Ss]ymp(?:osium|\.)|[Ww]orkshops?|[Cc]ongress"
    r"|[Mm]eeting|[Cc]onvention|[Aa]ssembly|Annual|Adv\. Neural|Advances in Neural)(?!\w)"
)
PROCEEDINGS = re.compile(r"^Proc(?:eedings|\.) (?:of the )?(?:IEEE$|Natl|National|Royal|R\.|Roy)")  # that are journals
ACRONYM_ALONE = re.compile(r"(?=(?:[^A-Z]*[A-Z]){2})[A-Z][A-Za-z]{1,9}(?:[-’']\d\d)?")
JOURNAL = re.compile(
    r"^(?:Review|Annals|Archives|Revista|Zeitschrift|Revue|Rivista|Acta|Bulletin|Studies)\b"
    r"|\w \w*(?:Review|Studies|Quarterly|Science|Research|Letters|Bulletin|Archives|Reports|Economics"
    r"|Magazine|Management|Perspectives|Notes)$"
)
FULL_WORD = re.compile(
    r"(?:Systems|Learning|Vision|Recognition|Sciences?|Nature|Letters|Reviews?|Studies|Research|Intelligence"
    r"|Computing|Engineering|Networks?|Communications"
    r"|Physics|Conference|Symposium|Workshop|Journal|Society|History|Economics|Psychology|Languages?"
    r"|Linguistics|Literature|Technology|Today|Quarterly|Notes"
    r"|Multimedia|Robotics|Automation|Software|Security|Education|Policy|Health|Medicine|Theory|Practice"
    r"|Experience|Cell|Neuron|Processing|Representations)$"
)


def looks_like_venue(text: str) -> bool:
    """Return whether a text has a word of venues, or ends with one."""
    return any(words.search(text) for words in TYPE_WORDS.values()) or bool(FULL_WORD.search(text.strip(" .")))

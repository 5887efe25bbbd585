"""The macros for journals that astronomers use: those of AASTeX, A&A and MNRAS, as ADS writes them."""

import re

TABLE = r"""
aj        The Astronomical Journal
actaa     Acta Astronomica
araa      Annual Review of Astronomy and Astrophysics
areps     Annual Review of Earth and Planetary Sciences
aar       The Astronomy and Astrophysics Review
aapr      The Astronomy and Astrophysics Review
ab        Astrobiology
aap       Astronomy & Astrophysics
astap     Astronomy & Astrophysics
aaps      Astronomy & Astrophysics Supplement Series
adndt     Atomic Data and Nuclear Data Tables
advsr     Advances in Space Research
annrev    Annual Review of Astronomy and Astrophysics
ao        Applied Optics
applopt   Applied Optics
apj       The Astrophysical Journal
apjl      The Astrophysical Journal Letters
apjlett   The Astrophysical Journal Letters
apjs      The Astrophysical Journal Supplement Series
apjsupp   The Astrophysical Journal Supplement Series
aplett    Astrophysical Letters
apspr     Astrophysics and Space Physics Research
apss      Astrophysics and Space Science
an        Astronomische Nachrichten
astl      Astronomy Letters
arep      Astronomy Reports
azh       Astronomicheskii Zhurnal
baas      Bulletin of the American Astronomical Society
bac       Bulletin of the Astronomical Institutes of Czechoslovakia
bain      Bulletin of the Astronomical Institutes of the Netherlands
caa       Chinese Astronomy and Astrophysics
celmech   Celestial Mechanics and Dynamical Astronomy
cjaa      Chinese Journal of Astronomy and Astrophysics
cqg       Classical and Quantum Gravity
expa      Experimental Astronomy
fcp       Fundamentals of Cosmic Physics
frass     Frontiers in Astronomy and Space Sciences
gafd      Geophysical & Astrophysical Fluid Dynamics
gca       Geochimica et Cosmochimica Acta
grl       Geophysical Research Letters
iaucirc   IAU Circular
icarus    Icarus
ijmpd     International Journal of Modern Physics D
jaavso    Journal of the American Association of Variable Star Observers
jatis     Journal of Astronomical Telescopes, Instruments, and Systems
jcap      Journal of Cosmology and Astroparticle Physics
jcp       The Journal of Chemical Physics
jcomph    Journal of Computational Physics
jfm       Journal of Fluid Mechanics
jgr       Journal of Geophysical Research
jgra      Journal of Geophysical Research: Space Physics
jgre      Journal of Geophysical Research: Planets
jhep      Journal of High Energy Physics
joss      The Journal of Open Source Software
josa      Journal of the Optical Society of America
jqsrt     Journal of Quantitative Spectroscopy and Radiative Transfer
jrasc     Journal of the Royal Astronomical Society of Canada
lrr       Living Reviews in Relativity
lrsp      Living Reviews in Solar Physics
maps      Meteoritics & Planetary Science
mps       Meteoritics & Planetary Science
memras    Memoirs of the Royal Astronomical Society
memsai    Memorie della Società Astronomica Italiana
mnras     Monthly Notices of the Royal Astronomical Society
mnrasl    Monthly Notices of the Royal Astronomical Society: Letters
na        New Astronomy
newa      New Astronomy
nar       New Astronomy Reviews
newar     New Astronomy Reviews
nat       Nature
natas     Nature Astronomy
nastro    Nature Astronomy
natastro  Nature Astronomy
ncommun   Nature Communications
ngeo      Nature Geoscience
nphys     Nature Physics
nphysa    Nuclear Physics A
nphysb    Nuclear Physics B
oap       Odessa Astronomical Publications
obs       The Observatory
opex      Optics Express
pasa      Publications of the Astronomical Society of Australia
pasj      Publications of the Astronomical Society of Japan
pasp      Publications of the Astronomical Society of the Pacific
physrep   Physics Reports
physscr   Physica Scripta
plb       Physics Letters B
planss    Planetary and Space Science
pnas      Proceedings of the National Academy of Sciences
pos       Proceedings of Science
pra       Physical Review A
prb       Physical Review B
prc       Physical Review C
prd       Physical Review D
pre       Physical Review E
prl       Physical Review Letters
prx       Physical Review X
procspie  Proceedings of SPIE
psj       The Planetary Science Journal
ptp       Progress of Theoretical Physics
qjras     Quarterly Journal of the Royal Astronomical Society
raa       Research in Astronomy and Astrophysics
rmp       Reviews of Modern Physics
rmxaa     Revista Mexicana de Astronomía y Astrofísica
rnaas     Research Notes of the AAS
rpph      Reports on Progress in Physics
sci       Science
skytel    Sky & Telescope
solphys   Solar Physics
sovast    Soviet Astronomy
spie      Proceedings of SPIE
ssr       Space Science Reviews
zap       Zeitschrift für Astrophysik
"""
JOURNALS: dict[str, str] = dict(line.split(None, 1) for line in TABLE.strip().splitlines())
MACRO = re.compile(
    r"\\(" + "|".join(sorted(JOURNALS, key=len, reverse=True)) + r")(?![A-Za-z])\s*(?:\{\})?", re.IGNORECASE
)


def spelled_out(raw: str) -> str:
    r"""Return the name of a journal with its macro in full: `\apjl` -> "The Astrophysical Journal Letters"."""
    return MACRO.sub(lambda found: JOURNALS[found[1].lower()].replace("&", r"\&"), raw)

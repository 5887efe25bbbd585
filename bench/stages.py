"""Where the time of a cold build of the CV goes, by stage; WeasyPrint tells its own stages in its log.

python -m bench.stages PROFILE     in a process of its own, since what is loaded already takes no time
"""

import gc
import logging
import sys
import time
from pathlib import Path

from bench.timing import markdown

# The beginning of what WeasyPrint says, and the stage that begins then; what begins again goes on.
STEPS = {
    "Step 1": "HTML: parsing",
    "Step 2": "style: reading the CSS",
    "Step 3": "style: cascade",
    "Step 4": "layout: boxes",
    "Step 5": "layout: lines and pages",
    "Step 6": "PDF: drawing, tags, fonts",
    "Step 7": "PDF: attachment, metadata, writing",
}


class Stages(logging.Handler):
    """How long each stage took, in the order in which they began."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.seconds: dict[str, float] = {}
        self.now, self.since = "", 0.0

    def begin(self, stage: str) -> None:
        """The stage before has ended, and this one begins."""
        moment = time.perf_counter()
        if self.now:
            self.seconds[self.now] = self.seconds.get(self.now, 0) + moment - self.since
        self.now, self.since = stage, moment

    def emit(self, record: logging.LogRecord) -> None:
        if stage := STEPS.get(record.getMessage()[:6]):
            self.begin(stage)


def staged(profile: Path) -> dict[str, float]:
    """A profile -> the seconds of each stage of its CV, by the steps of `cvgen build --only cv`."""
    stages = Stages()
    stages.begin("loading cvgen")
    from cvgen.build.loader import load_profile
    from cvgen.build.request import BuildRequest
    from cvgen.build.targets import plan_targets
    from cvgen.cli.output import today

    stages.begin("reading and checking the profile")
    loaded = load_profile(profile, today=today())
    stages.begin("composing the document")
    (target,) = plan_targets(loaded, BuildRequest(profile, today(), names=("cv",)))
    document, style = target.compiled.document, target.style
    stages.begin("loading WeasyPrint")
    from cvgen.writers import writer
    from cvgen.writers.pdf import fast_import

    fast_import.weasyprint()
    logger = logging.getLogger("weasyprint.progress")
    logger.addHandler(stages)
    logger.setLevel(logging.INFO)
    stages.begin("the profile to put inside, and the HTML")
    writer("pdf")(document, style)
    stages.begin("")
    return stages.seconds


def shown(seconds: dict[str, float]) -> str:
    """The seconds of stages -> a Markdown table with their shares."""
    whole = sum(seconds.values())
    rows = [(stage, f"{took:.3f}", f"{took / whole:.0%}") for stage, took in seconds.items()]
    return markdown(("stage", "seconds", "share"), [*rows, ("together", f"{whole:.3f}", "100%")])


if __name__ == "__main__":
    gc.disable()  # as the command does
    print(shown(staged(Path(sys.argv[1]))))

"""Build the address of a member's page at a network."""

import re

PAGES = {
    "github": "https://github.com/{}", "gitlab": "https://gitlab.com/{}", "linkedin": "https://www.linkedin.com/in/{}",
    "orcid": "https://orcid.org/{}", "x": "https://x.com/{}", "twitter": "https://x.com/{}",
    "googlescholar": "https://scholar.google.com/citations?user={}", "scholar": "https://scholar.google.com/citations?user={}",
    "researchgate": "https://www.researchgate.net/profile/{}", "stackoverflow": "https://stackoverflow.com/users/{}",
    "instagram": "https://www.instagram.com/{}", "youtube": "https://www.youtube.com/@{}", "bluesky": "https://bsky.app/profile/{}",
    "telegram": "https://t.me/{}", "medium": "https://medium.com/@{}", "kaggle": "https://www.kaggle.com/{}",
    "huggingface": "https://huggingface.co/{}", "dblp": "https://dblp.org/pid/{}",
}  # fmt: skip


def page(network: str, member: str) -> str:
    """Return the address of a page: "GitHub", "ada" -> "https://github.com/ada"; "" for an unknown network."""
    member = member.strip().strip("[]").lstrip("@")
    if re.match(r"https?://", member):
        return member
    if network.lower() == "mastodon" and (found := re.fullmatch(r"([\w.-]+)@([\w.-]+\.\w+)", member)):
        return f"https://{found[2]}/@{found[1]}"
    pattern = PAGES.get(re.sub(r"[^a-z]", "", network.lower()))
    return pattern.format(member) if pattern and re.fullmatch(r"[\w.@=&/-]+", member) else ""

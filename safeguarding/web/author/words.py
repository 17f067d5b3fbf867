"""How the studio says things."""

KIND_NAMES = {
    "scenario": "Everyday-object scenario",
    "article": "Article",
    "blog": "Blog",
    "podcast": "Podcast",
    "resource": "Resource",
    "training": "Training",
}
STATE_WORDS = {
    "draft": "Being written",
    "in_review": "Waiting for review",
    "approved": "Approved, not yet published",
    "published": "Published",
    "retired": "Replaced by a later version",
}
STEP_WORDS = {
    "sent": "Sent for review",
    "returned": "Sent back",
    "approved": "Approved",
    "scheduled": "Day set",
    "published": "Published",
    "taken_back": "Taken back",
    "edited": "Changed, and so no longer in review",
}

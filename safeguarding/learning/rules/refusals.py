"""What learning will not do is said to the officer in a plain sentence: `str(refusal)` is that sentence."""


class Refusal(Exception):
    """Nothing has been changed when this is raised, so what else the unit of work holds may still be committed."""

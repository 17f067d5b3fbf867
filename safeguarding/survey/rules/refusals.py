"""What the survey will not do is said in a plain sentence: `str(refusal)` is that sentence."""


class SurveyRefusal(Exception):
    """Nothing has been changed when this is raised, so what else the unit of work holds may still be committed."""

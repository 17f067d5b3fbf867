"""The kinds of module there are. A new kind is one file beside this one, one line here and one template."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from safeguarding.common.yaml_fields import Fields
from safeguarding.content.formats import article, blog, podcast, resource, scenario, training
from safeguarding.content.formats.front import Front
from safeguarding.content.interchange.files import PackFiles, TextFile
from safeguarding.content.rules.article import check_article
from safeguarding.content.rules.findings import Finding
from safeguarding.content.rules.podcast import check_podcast
from safeguarding.content.rules.resource import check_resource
from safeguarding.content.rules.scenario import check_scenario


@dataclass(frozen=True)
class Format:
    """What can be done with modules of one kind.

    from_pack: the body from a module.yaml, and which of its texts stand in files of their own.
    read: the typed body.
    check: what would have to be put right before officers meet it.
    texts_apart: which of its texts a pack writes to files of their own.
    as_written: the body with what a pack writes in another form than the body has it.
    """

    from_pack: Callable[[Fields, PackFiles, str], tuple[dict[str, Any], dict[str, TextFile]]]
    read: Callable[[Mapping[str, Any]], Front]
    check: Callable[[Mapping[str, Any]], Iterable[Finding]] = lambda body: ()
    texts_apart: tuple[str, ...] = ()
    as_written: Callable[[Mapping[str, Any]], dict[str, Any]] = dict


FORMATS: Mapping[str, Format] = {
    article.KIND: Format(article.article_from_pack, article.read_article, check_article, texts_apart=("text",)),
    blog.KIND: Format(blog.blog_from_pack, blog.read_blog, check_article, texts_apart=("text",)),
    podcast.KIND: Format(
        podcast.podcast_from_pack,
        podcast.read_podcast,
        check_podcast,
        texts_apart=("text",),
        as_written=podcast.podcast_as_written,
    ),
    resource.KIND: Format(resource.resource_from_pack, resource.read_resource, check_resource),
    scenario.KIND: Format(scenario.scenario_from_pack, scenario.read_scenario, check_scenario),
    training.KIND: Format(training.training_from_pack, training.read_training, texts_apart=("text",)),
}

"""What editors do to the texts of a small site, at random."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.contrib.auth.models import User

from editorial.models import Question
from editorial.services.claims import accept_claim, newest_version, open_claims
from home.models import ContentPage
from locations.models import CityPage, LocalQuestion
from operations.refusals import PublishRefusedError
from tests.factories import SmallSite, make_question, publish
from tests.whole_site import make_citation

SAFE = "Ketamine is safe."
SENTENCES = (SAFE, "It cures migraine.", "Act now.", "We call you.", "Ketamine eases pain.", "")
REASON = "The label says so, seen on May 4."


class Edits:
    """What editors do to texts, at random."""

    def __init__(self, site: SmallSite, user: User, chance: random.Random) -> None:
        self.site, self.user, self.chance = site, user, chance
        self.source = make_citation()

    def one(self) -> str:
        edits: list[Callable[[], Any]] = [
            self.publish, self.publish, self.save_draft, self.save_draft, self.publish_draft,
            self.unpublish, self.accept, self.change_row, self.cite, self.source_goes_or_comes,
            self.add_and_delete,
        ]  # fmt: skip
        edit = self.chance.choice(edits)
        edit()
        return edit.__name__

    def _record(self) -> Any:
        chosen = self.chance.choice([self.site.about, self.site.question, self.site.city_page])
        return type(chosen).objects.get(pk=chosen.pk)

    def _changed(self) -> Any:
        version = newest_version(self._record())
        sentence = self.chance.choice(SENTENCES)
        if isinstance(version, CityPage):
            version.local_introduction = f"<p>{sentence}</p>"
        elif isinstance(version, Question):
            version.short_answer = sentence
        else:
            version.introduction = f"<p>{sentence}</p>"
            version.search_description = self.chance.choice(SENTENCES)
        return version

    def publish(self) -> None:
        _try_publishing(self._changed().save_revision())

    def save_draft(self) -> None:
        self._changed().save_revision()

    def publish_draft(self) -> None:
        record = self._record()
        if record.latest_revision:
            _try_publishing(record.latest_revision)

    def unpublish(self) -> None:
        self._record().unpublish()

    def accept(self) -> None:
        record = self._record()
        for found in open_claims(newest_version(record))[:1]:
            rule, sentence = found.identity
            accept_claim(
                record=record, rule=rule, sentence_hash=sentence, reason=REASON, user=self.user
            )

    def change_row(self) -> None:
        row = LocalQuestion.objects.filter(page=self.site.city_page).first()
        if row:
            row.answer = f"<p>{self.chance.choice(SENTENCES)}</p>"
            row.save()

    def cite(self) -> None:
        page = newest_version(ContentPage.objects.get(pk=self.site.about.pk))
        mark = f'<embed embedtype="citation" id="{self.source.pk}"/>'
        page.introduction = f"<p>Ketamine eases pain.{mark}</p>"
        _try_publishing(page.save_revision())

    def source_goes_or_comes(self) -> None:
        source = type(self.source).objects.get(pk=self.source.pk)
        if source.live:
            source.unpublish()
        else:
            publish(source)

    def add_and_delete(self) -> None:
        question = make_question(f"Is it {self.chance.random()}?", short_answer=SAFE)
        if self.chance.random() < 0.5:
            question.delete()


def _try_publishing(revision: Any) -> None:
    with suppress(PublishRefusedError):
        revision.publish()

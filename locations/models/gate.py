"""What the publishing gate keeps: its limits, each page's verdict, and who published over it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Protocol

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from locations.models.pages import CityPage
from locations.rules.gate import Limits


class HasAdvice(Protocol):
    """A verdict, stored or just made."""

    @property
    def claims_presence(self) -> bool:
        """Some wording claims an office or a tie that is not there."""

    @property
    def advice(self) -> Iterable[str]:
        """What to do, one thing a line."""


@register_setting(icon="check", order=20)
class GateSettings(BaseGenericSetting):
    """Where the publishing gate draws its lines. The defaults are :class:`Limits`'s."""

    max_similarity = models.PositiveSmallIntegerField(
        _("most text in common with another city page, in percent"),
        default=Limits().max_similarity,
        validators=[MinValueValidator(10), MaxValueValidator(95)],
        help_text=_(
            "Names of places and shared facts are not counted. The shared page text alone makes "
            "half to two thirds of a good page. Example: 75."
        ),
    )
    max_own_similarity = models.PositiveSmallIntegerField(
        _("most local text in common with another city page, in percent"),
        default=Limits().max_own_similarity,
        validators=[MinValueValidator(5), MaxValueValidator(90)],
        help_text=_(
            "Looks only at what was written for one page: its introduction, questions and own "
            "wordings. A copy with a word changed here and there has 30 or more. Example: 20."
        ),
    )
    min_own_share = models.PositiveSmallIntegerField(
        _("least text that no other city page has, in percent"),
        default=Limits().min_own_share,
        validators=[MinValueValidator(5), MaxValueValidator(90)],
        help_text=_("Example: 25."),
    )
    min_introduction_words = models.PositiveSmallIntegerField(
        _("least words in a local introduction"),
        default=Limits().min_introduction_words,
        validators=[MinValueValidator(10), MaxValueValidator(500)],
        help_text=_("Two or three paragraphs make a good one. Example: 40."),
    )
    days_to_mend = models.PositiveSmallIntegerField(
        _("days to mend a live page that no longer passes"),
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
        help_text=_(
            "After that many days search engines are asked to leave the page out; visitors still "
            "reach it. Wording that claims an office acts at once. Example: 30."
        ),
    )

    panels = [
        HelpPanel(
            content=_(
                "<p>A city page can be published only when it differs enough from its siblings and "
                "says something about its place. Search engines treat pages that differ by the "
                "city's name alone as spam. These are the limits; stricter ones make better "
                "pages.</p>"
            )
        ),
        FieldPanel("max_similarity"),
        FieldPanel("max_own_similarity"),
        FieldPanel("min_own_share"),
        FieldPanel("min_introduction_words"),
        FieldPanel("days_to_mend"),
    ]

    class Meta:
        verbose_name = _("publishing gate")

    @property
    def limits(self) -> Limits:
        """Return the limits as the rules take them."""
        return Limits(
            max_similarity=self.max_similarity,
            max_own_similarity=self.max_own_similarity,
            min_own_share=self.min_own_share,
            min_introduction_words=self.min_introduction_words,
        )


class CityPageVerdictQuerySet(models.QuerySet["CityPageVerdict"]):
    """Verdicts by what they mean for visitors."""

    def withheld(self) -> CityPageVerdictQuerySet:
        """Return those whose pages search engines are asked to leave out."""
        return self.filter(withheld_since__isnull=False)


class CityPageVerdict(models.Model):
    """The fingerprint of a city page and how it was judged last.

    Of a page that visitors can read it is about the published version, of any other about its
    latest draft. It stands beside the page, so that publishing an older version restores no older
    verdict.
    """

    page = models.OneToOneField(CityPage, on_delete=models.CASCADE, related_name="verdict")
    shingles = models.BinaryField(default=b"", editable=False)
    own_shingles = models.BinaryField(default=b"", editable=False)
    needs_reading = models.BooleanField(default=True, db_index=True)
    names_digest = models.CharField(max_length=64, blank=True)
    reads_until = models.DateField(null=True)
    content_hash = models.CharField(max_length=64, blank=True)
    evidence = models.JSONField(default=dict)
    similarity = models.FloatField(default=0)
    closest = models.ForeignKey(CityPage, null=True, on_delete=models.SET_NULL, related_name="+")
    own_similarity = models.FloatField(default=0)
    own_share = models.FloatField(default=0)
    score = models.PositiveSmallIntegerField(default=0)
    passes = models.BooleanField(default=False)
    claims_presence = models.BooleanField(default=False)
    advice = models.JSONField(default=list)
    judged_at = models.DateTimeField(null=True)
    failing_since = models.DateField(null=True)
    withheld_since = models.DateField(null=True)

    objects = CityPageVerdictQuerySet.as_manager()

    class Meta:
        verbose_name = _("verdict on a city page")
        verbose_name_plural = _("verdicts on city pages")

    def __str__(self) -> str:
        return f"{self.page_id}: {self.score}"

    def mend_by(self, days_to_mend: int) -> date | None:
        """Return the last day before search engines are asked to leave the page out."""
        return self.failing_since and self.failing_since + timedelta(days=days_to_mend)


class GateException(models.Model):
    """Somebody let one version of a page go live over the gate, and said why.

    It holds for the text that it was given for, ``content_hash``, and for no other.
    """

    page = models.ForeignKey(CityPage, on_delete=models.CASCADE, related_name="gate_exceptions")
    content_hash = models.CharField(max_length=64)
    reason = models.TextField(
        _("reason"),
        max_length=1000,
        help_text=_(
            "Why this page helps people although the gate says no. It is logged and listed. "
            "Example: The campus has no streets of its own; the text is short on purpose."
        ),
    )
    advice = models.JSONField(default=list)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-given_at", "-pk"]
        verbose_name = _("exception from the publishing gate")
        verbose_name_plural = _("exceptions from the publishing gate")
        default_permissions = ("add",)
        constraints = [
            models.UniqueConstraint(
                fields=["page", "content_hash"], name="one_exception_a_page_and_text"
            )
        ]

    def __str__(self) -> str:
        return self.reason[:60]

    def covers(self, verdict: HasAdvice) -> bool:
        """Whether it still holds: not for wording about offices that was not there when given."""
        return not verdict.claims_presence or set(verdict.advice) <= set(self.advice)

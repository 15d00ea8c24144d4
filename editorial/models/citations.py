"""What answers rest on: studies, guidelines, official pages."""

from __future__ import annotations

from urllib.parse import quote

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import DraftStateMixin, LockableMixin, RevisionMixin, WorkflowMixin
from wagtail.search import index

from editorial.claim_texts import claim_texts
from editorial.forms import CitationForm
from navigation.previews import SitePreviewMixin
from operations.claims_panel import ClaimsPanel

SHORT_TITLE = 30


# What the source says of itself, its title say, is quoted.
@claim_texts(facts=("kind_of_study",))
class Citation(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    SitePreviewMixin,
    index.Indexed,
    models.Model,
):
    """A study, a guideline or an official page. Bibliographic facts are not translated."""

    authors = models.CharField(
        _("authors"),
        max_length=250,
        help_text=_(
            "As the source prints them. Example: Afridi SK, Giffin NJ, Kaube H, Goadsby PJ."
        ),
    )
    title = models.CharField(_("title"), max_length=300)
    journal = models.CharField(
        _("journal or publisher"), max_length=200, blank=True, help_text=_("Example: Neurology.")
    )
    year = models.PositiveSmallIntegerField(
        _("year"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1800), MaxValueValidator(2100)],
        help_text=_("Example: 2013."),
    )
    doi = models.CharField(
        _("DOI"),
        max_length=120,
        blank=True,
        validators=[
            RegexValidator(
                r"^10\.[0-9]{4,9}/[!-~]+\Z",
                _("A DOI starts with 10. and has a slash. Example: 10.1212/WNL.0b013e31824de043."),
            )
        ],
        help_text=_(
            "Paste it as you find it. Example: 10.1212/WNL.0b013e31824de043. "
            "Enter it only after looking it up."
        ),
    )
    pmid = models.CharField(
        _("PubMed number"),
        max_length=100,
        blank=True,
        validators=[RegexValidator(r"^[1-9][0-9]{0,8}\Z", _("A PubMed number has digits only."))],
        help_text=_("Example: 23446686. Enter it only after looking it up."),
    )
    url = models.URLField(_("web address"), blank=True, help_text=_("Where there is no DOI."))
    kind_of_study = models.CharField(
        _("kind of source"),
        max_length=100,
        blank=True,
        help_text=_("In words a patient understands. Example: Randomized trial, 18 people."),
    )
    checked_date = models.DateField(
        _("looked up on"),
        null=True,
        blank=True,
        help_text=_("The day somebody last read the source. Empty means not confirmed."),
    )

    base_form_class = CitationForm
    panels = [
        ClaimsPanel(),
        FieldPanel("title"),
        FieldPanel("authors"),
        FieldRowPanel([FieldPanel("journal"), FieldPanel("year")]),
        FieldRowPanel([FieldPanel("doi"), FieldPanel("pmid")]),
        FieldPanel("url"),
        FieldRowPanel([FieldPanel("kind_of_study"), FieldPanel("checked_date")]),
    ]
    search_fields = [
        index.SearchField("title"),
        index.AutocompleteField("title"),
        index.SearchField("authors"),
    ]

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["authors", "year", "pk"]

    def __str__(self) -> str:
        return f"{self.title} ({self.year})" if self.year else self.title

    @property
    def short_name(self) -> str:
        """Return how the editor shows a mark for the source in a text: "Afridi 2013"."""
        author = self.authors.replace(",", " ").split()[:1]
        words = author or [self.title[:SHORT_TITLE].strip()]
        return " ".join([*words, *([str(self.year)] if self.year else [])])

    @property
    def is_confirmed(self) -> bool:
        """Somebody has looked the source up and it can be found again."""
        return bool(self.checked_date and (self.doi or self.pmid or self.url))

    @property
    def reference(self) -> str:
        """Return the source as one line of plain text."""
        publication = ", ".join(
            part for part in (self.journal, str(self.year) if self.year else "") if part
        )
        parts = [self.authors.rstrip("."), self.title.rstrip("."), publication]
        return ". ".join(part for part in parts if part) + "."

    @property
    def link(self) -> str:
        """Return where the source can be read, or ``""``."""
        if self.doi:
            return f"https://doi.org/{quote(self.doi, safe='/:;().,-_')}"
        if self.pmid:
            return f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/"
        return str(self.url)

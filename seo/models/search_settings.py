"""What the owner of a site decides about search engines and other crawlers."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, validate_email
from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from seo.crawlers import ANSWER_CRAWLERS, TRAINING_CRAWLERS, names
from seo.verification import (
    BING,
    GOOGLE,
    YANDEX,
    Console,
    NoCodeError,
    VerificationTag,
    WrongConsoleError,
    read_code,
)

CONSOLES = {"google_code": GOOGLE, "bing_code": BING, "yandex_code": YANDEX}
# A whole meta tag may be pasted; what is stored is the code in it.
PASTED_LENGTH = 300
MAILTO, HTTPS = "mailto:", "https://"


class MayRead(models.TextChoices):
    """What crawlers of one kind may do."""

    YES = "yes", _("May read the site")
    NO = "no", _("Are asked to stay away")


@register_setting(icon="search", order=20)
class SearchSettings(BaseSiteSetting):
    """Crawlers, codes of search consoles, IndexNow, and whom to tell of a security hole."""

    google_code = models.CharField(
        _("code of Google Search Console"),
        max_length=PASTED_LENGTH,
        blank=True,
        help_text=_(
            "The code, or the whole meta tag that Google shows under “HTML tag”. "
            "Example: rXOxyZounnZasA8Z7oaD3c14JdjS9aKSWvsR1EbUSIQ"
        ),
    )
    bing_code = models.CharField(
        _("code of Bing Webmaster Tools"),
        max_length=PASTED_LENGTH,
        blank=True,
        help_text=_(
            "The code, or the whole meta tag that Bing shows under “HTML Meta Tag”. "
            "Example: C1E3A2F4B5D6978810A1B2C3D4E5F607"
        ),
    )
    yandex_code = models.CharField(
        _("code of Yandex Webmaster"),
        max_length=PASTED_LENGTH,
        blank=True,
        help_text=_(
            "Only if people find you through Yandex. The code, or the whole meta tag. "
            "Example: 4c5d6e7f8a9b0c1d"
        ),
    )
    is_verified_elsewhere = models.BooleanField(
        _("no code needed"),
        default=False,
        help_text=_(
            "Tick this if the consoles know the site by another way, such as a DNS record, or if "
            "you use none. The launch list then asks for no code."
        ),
    )
    answer_crawlers = models.CharField(
        _("crawlers of assistants that search"),
        max_length=3,
        choices=MayRead.choices,
        default=MayRead.YES,
        help_text=format_lazy(
            _(
                "They make the index from which an assistant answers with a link to your page: "
                "{names}. If they stay away, the assistant does not name you. Example: May read "
                "the site."
            ),
            names=names(ANSWER_CRAWLERS),
        ),
    )
    training_crawlers = models.CharField(
        _("crawlers that gather text to train models"),
        max_length=3,
        choices=MayRead.choices,
        default=MayRead.NO,
        help_text=format_lazy(
            _(
                "What they read may become part of a model, and cannot be taken back: {names}. No "
                "search result depends on it, Google's included. Example: Are asked to stay away."
            ),
            names=names(TRAINING_CRAWLERS),
        ),
    )
    index_now_key = models.CharField(
        _("IndexNow key"),
        max_length=128,
        blank=True,
        validators=[
            RegexValidator(
                r"^[A-Za-z0-9-]{8,128}\Z",
                _("Enter 8 to 128 letters from a to z, digits and hyphens, without spaces."),
            )
        ],
        help_text=_(
            "With a key, the site tells Bing and others by itself which pages are new, changed or "
            "gone (Google takes no part). Make up 8 to 128 letters, digits and hyphens; the site "
            "does the rest. Empty: off. Example: 3f9a1c77b2e04d58"
        ),
    )
    security_contact = models.CharField(
        _("contact for security"),
        max_length=200,
        blank=True,
        help_text=_(
            "Whom somebody tells who finds a security hole: an e-mail address or an address that "
            "begins with https://. Printed for everybody in the file security.txt; empty: no such "
            "file. Example: security@example.com"
        ),
    )

    panels = [
        MultiFieldPanel(
            [*map(FieldPanel, CONSOLES), FieldPanel("is_verified_elsewhere")],
            heading=_("Search consoles"),
        ),
        MultiFieldPanel(
            [FieldPanel("answer_crawlers"), FieldPanel("training_crawlers")],
            heading=_("Who may read the site"),
            help_text=_(
                "Google, Bing and other search engines may always read a launched site. Crawlers "
                "are asked in the file robots.txt; those named here say that they obey it."
            ),
        ),
        FieldPanel("index_now_key"),
        FieldPanel("security_contact"),
    ]

    class Meta:
        verbose_name = _("search engines")

    @property
    def verification_tags(self) -> tuple[VerificationTag, ...]:
        """Return the meta tags of those consoles that have a code."""
        return tuple(
            VerificationTag(console.tag, code)
            for field, console in CONSOLES.items()
            if (code := getattr(self, field))
        )

    @property
    def security_contact_uri(self) -> str:
        """Return the contact as the address that security.txt wants, ``""`` without one."""
        contact = self.security_contact
        if not contact or contact.startswith((HTTPS, MAILTO)):
            return contact
        return f"{MAILTO}{contact}"

    def clean(self) -> None:
        """Take the codes out of pasted tags; refuse what holds none."""
        super().clean()
        errors: dict[str, Any] = {}
        for field, console in CONSOLES.items():
            try:
                setattr(self, field, _code(console, getattr(self, field)))
            except ValidationError as error:
                errors[field] = error
        try:
            self.security_contact = _contact(self.security_contact)
        except ValidationError as error:
            errors["security_contact"] = error
        if errors:
            raise ValidationError(errors)


def _code(console: Console, entered: str) -> str:
    if not entered.strip():
        return ""
    try:
        return read_code(console, entered)
    except WrongConsoleError as error:
        raise ValidationError(
            _("This is the tag “%(found)s”. The one of %(console)s is called “%(wanted)s”."),
            params={"found": error.found, "console": console.name, "wanted": console.tag},
        ) from None
    except NoCodeError:
        raise ValidationError(
            _("No code of %(console)s was found in this. Paste the whole meta tag."),
            params={"console": console.name},
        ) from None


def _contact(entered: str) -> str:
    contact = entered.strip()
    if contact.startswith(HTTPS):
        if any(character.isspace() for character in contact) or len(contact) == len(HTTPS):
            raise ValidationError(_("Enter one whole address without spaces."))
    elif contact:
        try:
            validate_email(contact.removeprefix(MAILTO))
        except ValidationError:
            raise ValidationError(
                _("Enter an e-mail address, or an address that begins with https://.")
            ) from None
    return contact

"""Under "Account": how often the person who is signed in wants the e-mail about what is to do."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.views.account import BaseSettingsPanel, notifications_tab

from editorial.models import DigestPreference, DigestSettings
from editorial.to_do_access import may_see_list


class DigestForm(forms.ModelForm):
    """The choice of one person; the first one says what holds for all others now."""

    class Meta:
        model = DigestPreference
        fields = ("frequency",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for_all = DigestSettings.load().get_frequency_display()
        as_all: Any = _("As set for everybody (%(frequency)s)") % {"frequency": for_all}
        field: Any = self.fields["frequency"]
        field.choices = [("", as_all), *DigestSettings.Frequency.choices]


class DigestPanel(BaseSettingsPanel):
    """The choice among the notifications, for those who have such a list."""

    name = "digest"
    title = gettext_lazy("E-mail about what is to do")
    tab = notifications_tab
    order = 200
    form_class = DigestForm

    def is_active(self) -> bool:
        """Tell whether the list concerns this person at all."""
        return may_see_list(self.user)

    def get_form(self) -> DigestForm:
        """Return the form about this person's own row, stored or not."""
        stored = DigestPreference.objects.filter(user=self.user).first()
        data = self.request.POST if self.request.method == "POST" else None
        own = stored or DigestPreference(user=self.user)
        return DigestForm(data, instance=own, prefix=self.name)


@hooks.register("register_account_settings_panel")
def digest_panel(request: HttpRequest, user: Any, profile: Any) -> DigestPanel:
    """Offer the choice."""
    return DigestPanel(request, user, profile)

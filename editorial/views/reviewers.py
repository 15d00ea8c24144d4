"""Who may sign, under Settings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from clinic.models import Person
from editorial.models.review import MedicalReviewer
from editorial.services.reviewers import name_reviewer, remove_reviewer


class ReviewerForm(WagtailAdminModelForm):
    """Offers accounts in use, and clinicians whom visitors can see."""

    class Meta:
        model = MedicalReviewer
        fields = ("person", "user")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        accounts = get_user_model().objects.filter(is_active=True)
        person: Any = self.fields["person"]
        person.queryset = Person.objects.filter(live=True)
        account: Any = self.fields["user"]
        if self.instance.pk:
            account.queryset, account.disabled = accounts, True
        else:
            account.queryset = accounts.filter(medical_reviewer=None)

    def clean_person(self) -> Person:
        person: Person = self.cleaned_data["person"]
        if not person.credentials:
            raise forms.ValidationError(
                _("Enter this person's credentials first, under People. Example: MD.")
            )
        return person


class _NamesReviewer:
    """Stores the form by the service, with what follows from it."""

    form: Any
    request: Any
    has_content_changes = True

    def save_instance(self) -> MedicalReviewer:
        return name_reviewer(
            account=self.form.cleaned_data["user"],
            person=self.form.cleaned_data["person"],
            user=self.request.user,
        )


class ReviewerCreateView(_NamesReviewer, generic.CreateView):
    """Names a reviewer."""


class ReviewerEditView(_NamesReviewer, generic.EditView):
    """Changes in whose name an account signs."""


class ReviewerDeleteView(generic.DeleteView):
    """Lets an account sign no longer."""

    confirmation_message = _(
        "This account will sign no longer. What it has signed stays signed. With the last reviewer "
        "removed, clinical text goes live without a signature."
    )

    def delete_action(self) -> None:
        remove_reviewer(reviewer=self.object, user=self.request.user)


class MedicalReviewerViewSet(ModelViewSet):
    """The list of reviewers."""

    model = MedicalReviewer
    name = "medical_reviewers"
    url_prefix = "medical-reviewers"
    icon = "user"
    menu_label = _("Medical reviewers")
    menu_order = 700
    add_to_settings_menu = True
    add_view_class = ReviewerCreateView
    edit_view_class = ReviewerEditView
    delete_view_class = ReviewerDeleteView
    copy_view_enabled = False
    list_display = ["person", Column("user", label=_("Account"))]
    list_filter: list[str] = []
    search_fields: list[str] = []

    def get_form_class(self, for_update: bool = False) -> type[ReviewerForm]:
        return ReviewerForm

"""The clinic's facts: what is true once for the whole site."""

from clinic.models.clinic import Clinic, ClinicOpeningHours, ClinicSpecialDays
from clinic.models.launch import LaunchSettings
from clinic.models.people import Person
from clinic.models.treatment import Treatment

__all__ = [
    "Clinic",
    "ClinicOpeningHours",
    "ClinicSpecialDays",
    "LaunchSettings",
    "Person",
    "Treatment",
]

"""Places, the shared text of their pages, the pages, and the runs that make them."""

from locations.models.areas import LocalFact, ServiceArea, ServiceAreaZip
from locations.models.blueprints import BlueprintCitation, BlueprintSection, LandingBlueprint
from locations.models.changes import ClosedAddress, PlaceChange
from locations.models.gate import CityPageVerdict, GateException, GateSettings
from locations.models.neighbours import ChosenNeighbour
from locations.models.page_rows import LocalQuestion, SectionOverride
from locations.models.pages import CityIndexPage, CityPage, CityPageClaim
from locations.models.runs import GenerationRun, GenerationRunItem
from locations.models.uploads import PlacesUpload

__all__ = [
    "BlueprintCitation",
    "BlueprintSection",
    "ChosenNeighbour",
    "CityIndexPage",
    "CityPage",
    "CityPageClaim",
    "CityPageVerdict",
    "ClosedAddress",
    "GateException",
    "GateSettings",
    "GenerationRun",
    "GenerationRunItem",
    "LandingBlueprint",
    "LocalFact",
    "LocalQuestion",
    "PlaceChange",
    "PlacesUpload",
    "SectionOverride",
    "ServiceArea",
    "ServiceAreaZip",
]

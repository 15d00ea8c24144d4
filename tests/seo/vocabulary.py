"""The schema.org terms that the site's pages may use; any other term is reported.

Checked against release 30.0 of the vocabulary. Ranges are narrowed to what this site writes: a
picture is an address, and the ``item`` of a breadcrumb step is one as Google asks.
"""

from __future__ import annotations


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


SUPERTYPES = {
    "AboutPage": "WebPage",
    "AdministrativeArea": "Place",
    "Answer": "Comment",
    "Audience": "Intangible",
    "BreadcrumbList": "ItemList",
    "City": "AdministrativeArea",
    "CollectionPage": "WebPage",
    "Comment": "CreativeWork",
    "ContactPage": "WebPage",
    "ContactPoint": "StructuredValue",
    "CreativeWork": "Thing",
    "FAQPage": "WebPage",
    "GeoCoordinates": "StructuredValue",
    "Intangible": "Thing",
    "ItemList": "Intangible",
    "ListItem": "Intangible",
    "LocalBusiness": "Place Organization",
    "MedicalAudience": "Audience PeopleAudience",
    "MedicalBusiness": "LocalBusiness",
    "MedicalClinic": "MedicalBusiness MedicalOrganization",
    "MedicalEntity": "Thing",
    "MedicalOrganization": "Organization",
    "MedicalProcedure": "MedicalEntity",
    "MedicalTherapy": "TherapeuticProcedure",
    "MedicalWebPage": "WebPage",
    "OpeningHoursSpecification": "StructuredValue",
    "Organization": "Thing",
    "PeopleAudience": "Audience",
    "Person": "Thing",
    "Place": "Thing",
    "PostalAddress": "ContactPoint",
    "ProfilePage": "WebPage",
    "Question": "Comment",
    "SearchResultsPage": "WebPage",
    "Service": "Intangible",
    "ServiceChannel": "Intangible",
    "State": "AdministrativeArea",
    "StructuredValue": "Intangible",
    "TherapeuticProcedure": "MedicalProcedure",
    "Thing": "",
    "WebPage": "CreativeWork",
    "WebSite": "CreativeWork",
}

# property: (the types that have it, what its values may be)
PROPERTIES = {
    "about": ("CreativeWork", "Thing"),
    "acceptedAnswer": ("Question", "Answer"),
    "address": ("Organization Person Place", "PostalAddress"),
    "addressCountry": ("PostalAddress", "Text"),
    "addressLocality": ("PostalAddress", "Text"),
    "addressRegion": ("PostalAddress", "Text"),
    "alternateName": ("Thing", "Text"),
    "areaServed": ("ContactPoint Organization Service", "Place"),
    "audience": ("CreativeWork Service", "Audience"),
    "audienceType": ("Audience", "Text"),
    "availableChannel": ("Service", "ServiceChannel"),
    "availableService": ("MedicalClinic", "MedicalProcedure MedicalTherapy"),
    "breadcrumb": ("WebPage", "BreadcrumbList"),
    "citation": ("CreativeWork", "CreativeWork"),
    "closes": ("OpeningHoursSpecification", "Time"),
    "containedInPlace": ("Place", "Place"),
    "dateModified": ("CreativeWork", "Date DateTime"),
    "dayOfWeek": ("OpeningHoursSpecification", "DayOfWeek"),
    "description": ("Thing", "Text"),
    "email": ("ContactPoint Organization Person", "Text"),
    "geo": ("Place", "GeoCoordinates"),
    "hasMap": ("Place", "URL"),
    "hasPart": ("CreativeWork", "CreativeWork"),
    "honorificSuffix": ("Person", "Text"),
    "howPerformed": ("MedicalProcedure", "Text"),
    "image": ("Thing", "URL"),
    "inLanguage": ("CreativeWork", "Text"),
    "isAcceptingNewPatients": ("MedicalOrganization", "Boolean"),
    "isPartOf": ("CreativeWork", "CreativeWork"),
    "item": ("ListItem", "URL"),
    "itemListElement": ("ItemList", "ListItem"),
    "jobTitle": ("Person", "Text"),
    "lastReviewed": ("WebPage", "Date"),
    "latitude": ("GeoCoordinates Place", "Number"),
    "logo": ("Organization Place Service", "URL"),
    "longitude": ("GeoCoordinates Place", "Number"),
    "mainEntity": ("CreativeWork", "Thing"),
    "medicalAudience": ("MedicalWebPage", "MedicalAudience"),
    "medicalSpecialty": ("MedicalClinic MedicalOrganization", "MedicalSpecialty"),
    "name": ("Thing", "Text"),
    "opens": ("OpeningHoursSpecification", "Time"),
    "openingHoursSpecification": ("Place", "OpeningHoursSpecification"),
    "parentOrganization": ("Organization", "Organization"),
    "position": ("CreativeWork ListItem", "Integer"),
    "postalCode": ("GeoCoordinates PostalAddress", "Text"),
    "priceRange": ("LocalBusiness", "Text"),
    "provider": ("CreativeWork Service", "Organization Person"),
    "publisher": ("CreativeWork", "Organization Person"),
    "reviewedBy": ("WebPage", "Organization Person"),
    "sameAs": ("Thing", "URL"),
    "serviceLocation": ("ServiceChannel", "Place"),
    "serviceType": ("Service", "Text"),
    "specialty": ("WebPage", "MedicalSpecialty"),
    "streetAddress": ("PostalAddress", "Text"),
    "telephone": ("ContactPoint Organization Person Place", "Text"),
    "text": ("CreativeWork", "Text"),
    "url": ("Thing", "URL"),
    "validFrom": ("OpeningHoursSpecification", "Date"),
    "validThrough": ("OpeningHoursSpecification", "Date"),
    "worksFor": ("Person", "Organization"),
}

ENUMERATIONS = {
    "DayOfWeek": _names("Monday Tuesday Wednesday Thursday Friday Saturday Sunday PublicHolidays"),
    "MedicalSpecialty": _names(
        "Anesthesia Cardiovascular CommunityHealth Dentistry Dermatologic Dermatology "
        "DietNutrition Emergency Endocrine Gastroenterologic Genetic Geriatric Gynecologic "
        "Hematologic Infectious LaboratoryScience Midwifery Musculoskeletal Neurologic Nursing "
        "Obstetric Oncologic Optometric Otolaryngologic Pathology Pediatric PharmacySpecialty "
        "Physiotherapy PlasticSurgery Podiatric PrimaryCare Psychiatric PublicHealth Pulmonary "
        "Radiography Renal RespiratoryTherapy Rheumatologic SpeechPathology Surgical "
        "Toxicologic Urologic"
    ),
}

# What a node must have, its supertypes' demands included.
REQUIRED = {
    "Answer": "text",
    "BreadcrumbList": "@id itemListElement",
    "FAQPage": "mainEntity",
    "GeoCoordinates": "latitude longitude",
    "ListItem": "position name",
    "LocalBusiness": "address",
    "MedicalAudience": "audienceType",
    "MedicalTherapy": "@id name",
    "OpeningHoursSpecification": "opens closes",
    "Organization": "@id name url",
    "Person": "@id name jobTitle",
    "Place": "name",
    "PostalAddress": "streetAddress addressLocality addressRegion postalCode addressCountry",
    "ProfilePage": "mainEntity",
    "Question": "@id name acceptedAnswer",
    "Service": "@id name provider areaServed",
    "ServiceChannel": "serviceLocation",
    "WebPage": "@id url name inLanguage isPartOf",
    "WebSite": "@id url name inLanguage",
}

# Properties that may have several values; all others have one.
REPEATABLE = _names(
    "about areaServed availableService citation dayOfWeek hasPart image itemListElement mainEntity "
    "medicalSpecialty openingHoursSpecification sameAs"
)

# Valid terms that this site must not use: a treatment is no product for sale, ratings of oneself
# are not allowed, a clinician is no business, and nobody reads the rest.
FORBIDDEN_TYPES = _names(
    "AggregateRating Drug Offer Physician Product Rating Review SearchAction SpeakableSpecification"
)
FORBIDDEN_PROPERTIES = _names(
    "additionalType aggregateRating drug indication potentialAction review speakable"
)


def with_supertypes(type_name: str) -> frozenset[str]:
    """Return a known type with everything above it."""
    above = (with_supertypes(parent) for parent in SUPERTYPES[type_name].split())
    return frozenset({type_name}).union(*above)

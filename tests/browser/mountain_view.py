"""What an editor writes about a seventh place: enough of it to be worth a page."""

from __future__ import annotations

GETTING_HERE = (
    "San Antonio Road leads from Mountain View up to Foothill Expressway, which passes a few "
    "blocks from our street."
)
GETTING_HOME = (
    "Your companion can wait in the car park of the San Antonio shops and be at our door within "
    "a song or two."
)
QUESTION = "Can I take the train back if a friend rides along?"
ANSWER = (
    "Yes, if your friend comes to fetch you at the chair, walks with you to the San Antonio "
    "platform, and takes you all the way to your own front door. Platforms are loud and bright, "
    "and many people feel unsteady for hours, so most of our patients still prefer a back seat."
)
INTRODUCTION = (
    "Nearly everybody who comes to us from Mountain View works shifts or has a desk with flexible "
    "hours, and so the first thing we talk about is the calendar. An infusion eats the whole "
    "working day. Put it on a date when nobody expects you online, not between two meetings, and "
    "hand over your pager before you leave.",
    "Whoever drives you has the easy part: down Shoreline or Rengstorff to El Camino Real, left at "
    "San Antonio Road, and then uphill past the shops until the street gets leafy and quiet. "
    "Mornings run against the commute, which helps. The way home falls into the school traffic "
    "around Grant Road on most weekdays, so ask your driver to bring a podcast and a little "
    "patience. Keep sunglasses in the glove box, since the low sun stands right above the "
    "expressway in winter and migraine eyes hate it.",
    "If you live in one of the big apartment blocks near Castro Street, tell us which entrance "
    "your companion will use and whether there is a lift. You will be wobbly on stairs. Roommates "
    "count as companions when they are grown up, awake and willing to look in on you every hour "
    "until bedtime; a concierge or a security guard does not.",
    "Parents often ask who fetches the children. Please arrange that with another family "
    "beforehand, because neither you nor the person watching you ought to stand at a gate that "
    "afternoon. Cook the evening before, charge your phone, change the sheets: small comforts, and "
    "patients tell us that they matter more than anything we could hand out here.",
)

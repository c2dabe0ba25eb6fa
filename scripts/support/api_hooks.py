# Mission Control
# SPDX-License-Identifier: Apache-2.0
"""What schemathesis cannot know: which time zones there are, and how values are written one a line."""

import json
import zoneinfo

import hypothesis.strategies
import schemathesis

ZONES = ["UTC", *sorted(zone for zone in zoneinfo.available_timezones() if zone.split("/")[0] in ("Africa", "America", "Asia", "Europe"))]
schemathesis.openapi.format("iana-time-zone", hypothesis.strategies.sampled_from(ZONES))


@schemathesis.serializer("application/x-ndjson")
def lines(_context, value):
    """A list as one value a line, anything else as one line."""
    values = value if isinstance(value, list) else [value]
    return "".join(json.dumps(one) + "\n" for one in values).encode()

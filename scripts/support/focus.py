# Mission Control
# SPDX-License-Identifier: Apache-2.0
"""The rules of FOCUS 1.2 for the columns of an export: presence, nullability, type, allowed values, and how they depend on each other."""

import datetime
import json
import re
from decimal import Decimal

# Column: feature level in the specification's words, whether null is allowed, kind of value.
COLUMNS = {
    "BilledCost": ("Mandatory", False, "decimal"),
    "BillingAccountId": ("Mandatory", False, "string"),
    "BillingAccountName": ("Mandatory", True, "string"),
    "BillingCurrency": ("Mandatory", False, {"USD"}),
    "BillingPeriodEnd": ("Mandatory", False, "moment"),
    "BillingPeriodStart": ("Mandatory", False, "moment"),
    "ChargeCategory": ("Mandatory", False, {"Usage", "Purchase", "Tax", "Credit", "Adjustment"}),
    "ChargeClass": ("Mandatory", True, {"Correction"}),
    "ChargeDescription": ("Mandatory", True, "string"),
    "ChargeFrequency": ("Recommended", False, {"One-Time", "Recurring", "Usage-Based"}),
    "ChargePeriodEnd": ("Mandatory", False, "moment"),
    "ChargePeriodStart": ("Mandatory", False, "moment"),
    "CommitmentDiscountStatus": ("Conditional", True, {"Used", "Unused"}),
    "ConsumedQuantity": ("Conditional", True, "decimal"),
    "ConsumedUnit": ("Conditional", True, "unit"),
    "ContractedCost": ("Mandatory", False, "decimal"),
    "EffectiveCost": ("Mandatory", False, "decimal"),
    "InvoiceId": ("Recommended", True, "string"),
    "InvoiceIssuerName": ("Mandatory", False, "string"),
    "ListCost": ("Mandatory", False, "decimal"),
    "PricingCategory": ("Conditional", True, {"Standard", "Dynamic", "Committed", "Other"}),
    "PricingCurrency": ("Conditional", True, {"USD"}),
    "PricingQuantity": ("Mandatory", True, "decimal"),
    "PricingUnit": ("Mandatory", True, "unit"),
    "ProviderName": ("Mandatory", False, "string"),
    "PublisherName": ("Mandatory", False, "string"),
    "ServiceCategory": ("Mandatory", False, {"AI and Machine Learning"}),
    "ServiceName": ("Mandatory", False, "string"),
    "ServiceSubcategory": ("Recommended", False, {"Generative AI"}),
    "SkuId": ("Conditional", True, "string"),
    "SkuMeter": ("Conditional", True, "string"),
    "Tags": ("Conditional", True, "tags"),
}
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
NUMBER = re.compile(r"-?\d+(\.\d+)?(E-?\d+)?")
UNIT = re.compile(r"(\d+ )?[A-Z][A-Za-z]+")


def holds(value, kind):
    if isinstance(kind, set):
        return value in kind
    if kind == "decimal":
        return bool(NUMBER.fullmatch(value))
    if kind == "moment":
        return bool(MOMENT.fullmatch(value)) and bool(datetime.datetime.fromisoformat(value[:-1]))
    if kind == "unit":
        return bool(UNIT.fullmatch(value))
    if kind == "tags":
        found = json.loads(value)
        return isinstance(found, dict) and not any(isinstance(inner, (dict, list)) for inner in found.values())
    return value == value.strip() and value != ""


def violations(header, rows):
    """What is against the rules, each a sentence; none when all is well."""
    found = [f"{name} is missing" for name in COLUMNS if name not in header]
    ours = [name for name in header if name not in COLUMNS]
    found += [f"{name} is no column of FOCUS and has no x_ before it" for name in ours if not name.startswith("x_")]
    found += ["a column of our own stands before one of FOCUS"] * (header[-len(ours):] != ours if ours else False)
    found += ["a column is there twice"] * (len(set(header)) != len(header))
    for number, row in enumerate(rows, start=1):
        for name, (_, is_nullable, kind) in COLUMNS.items():
            value = row.get(name, "")
            if value == "":
                found += [] if is_nullable else [f"row {number}: {name} is null"]
            elif not holds(value, kind):
                found.append(f"row {number}: {name} is {value!r}")
        found += [f"row {number}: {sentence}" for sentence in dependencies(row)]
    return found


def dependencies(row):
    """Rules about several columns of a row."""
    start, end = row["ChargePeriodStart"], row["ChargePeriodEnd"]
    rules = {
        "the charge period ends before it begins": start < end,
        "the charge lies outside its billing period": row["BillingPeriodStart"] <= start and end <= row["BillingPeriodEnd"],
        "usage has no quantity": row["ConsumedQuantity"] and row["PricingQuantity"],
        "a quantity has no unit": row["ConsumedUnit"] and row["PricingUnit"],
        "usage is not Usage-Based": row["ChargeCategory"] != "Usage" or row["ChargeFrequency"] == "Usage-Based",
        "a SKU has no meter": bool(row["SkuId"]) == bool(row["SkuMeter"]),
        "usage has no SKU or no pricing category": row["SkuId"] and row["PricingCategory"],
        "millions of tokens are not the tokens": Decimal(row["PricingQuantity"]) * 1_000_000 == Decimal(row["ConsumedQuantity"]),
        "a cost is below zero": all(Decimal(row[name]) >= 0 for name in ("BilledCost", "ListCost", "EffectiveCost")),
    }
    return [sentence for sentence, is_kept in rules.items() if not is_kept]

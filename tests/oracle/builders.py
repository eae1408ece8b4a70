"""Short ways to write rules and requests in tests."""

NOW = "2026-11-28T10:00:00+01:00"


def rules(*promotions, **store):
    return {"tendero": 1, "store": {"id": "t", "currency": "EUR", "timezone": "UTC", "locale": "es",
                                    **store},
            "promotions": list(promotions)}


def promotion(*effects, id="p", **members):
    return {"id": id, **members, "effects": list(effects)}


def request(*lines, shipping=None, **members):
    cart = {"currency": "EUR", "lines": list(lines)}
    if shipping is not None:
        cart["shipping"] = {"method": "standard", "options": [{"id": "standard", "price": shipping}]}
    return {"now": NOW, "cart": cart, "explain": "all", "detail": "units", **members}


def line(id, price, quantity=1, **members):
    return {"id": id, "sku": id.upper(), "quantity": quantity, "unit_price": price, **members}


def has_tag(tag):
    return {"fact": "line.tags", "has": tag}


def is_line(*ids):
    return {"fact": "line.id", "in": list(ids)}

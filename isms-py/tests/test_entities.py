"""The entities of a record as Python has them."""

import copy
import dataclasses
import datetime
import functools
import pickle
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import isms
import pytest
from isms.entities import Asset, Dependency, Money, Risk, Value

ROOT = Path(__file__).parents[2]
MERIDIAN = isms.load(ROOT / "examples/data/meridian/isms.json")
EVERY_KIND = isms.load(ROOT / "conformance/records/every-kind.json")
COLLECTIONS = [name for name, part in isms.schema()["properties"].items() if part.get("type") == "array"]


def test_every_collection_of_the_schema_is_there() -> None:
    assert len(COLLECTIONS) == 42
    assert all(len(getattr(EVERY_KIND, name)) for name in COLLECTIONS)


@pytest.mark.parametrize("name", COLLECTIONS)
@pytest.mark.parametrize("org", [EVERY_KIND, MERIDIAN], ids=repr)
def test_entities_say_what_the_record_file_says(org: isms.Isms, name: str) -> None:
    plain = {entity["id"]: entity for entity in org.to_dict().get(name, [])}
    collection = getattr(org, name)
    assert {entity.id: entity.to_dict() for entity in collection} == plain
    assert list(collection.keys()) == list(dict(collection)) == sorted(plain) and len(collection) == len(plain)
    assert list(collection.values()) == list(collection) == [collection[id] for id in plain]
    assert dict(collection.items()) == dict(collection)
    for entity in collection:
        has_declared_types(entity)
        assert entity == pickle.loads(pickle.dumps(entity)) == copy.deepcopy(entity)
        assert hash(entity) == hash(copy.deepcopy(entity))
        assert repr(entity).startswith(f"<{type(entity).__name__} id={entity.id!r}") and len(repr(entity)) < 400


hints = functools.cache(get_type_hints)


def has_declared_types(value: Value) -> None:
    for name, hint in hints(type(value)).items():
        if name != "extensions":
            assert fits(getattr(value, name), hint), (value, name)


def fits(value: Any, hint: Any) -> bool:
    if isinstance(value, Value):
        has_declared_types(value)
    match get_origin(hint):
        case None:
            return type(value) is hint or (hint is float and type(value) is int) or (hint is type(None) and value is None)
        case origin if origin is tuple:
            return isinstance(value, tuple) and all(fits(item, get_args(hint)[0]) for item in value)
    arguments = get_args(hint)
    return value in arguments if isinstance(arguments[0], str) else any(fits(value, part) for part in arguments)


def test_attributes_go_all_the_way_down() -> None:
    risk = MERIDIAN.risks["R-014"]
    plain = next(risk for risk in MERIDIAN.to_dict()["risks"] if risk["id"] == "R-014")
    assert risk.owner == plain["owner"]
    assert risk.assessments[-1].likelihood == plain["assessments"][-1]["likelihood"]
    assert risk.identified_on == datetime.date.fromisoformat(plain["identified_on"])
    assert risk.treatment and [action.due for action in risk.treatment.actions]
    assert MERIDIAN.organisation.currency == "EUR" and MERIDIAN.organisation.to_dict() == MERIDIAN.to_dict()["organisation"]
    assert MERIDIAN.risk_criteria and MERIDIAN.risk_criteria.to_dict() == MERIDIAN.to_dict()["risk_criteria"]
    assert next(iter(MERIDIAN.evidence)).recorded_at.tzinfo is datetime.timezone.utc
    assert isms.load(ROOT / "conformance/records/empty.json").risk_criteria is None


RECORD = {
    "format": "isms/1",
    "organisation": {"name": "Example", "scope": "All of it", "currency": "EUR", "x-group": "G"},
    "people": [{"id": "ann", "name": "Ann"}],
    "roles": [{"id": "CISO", "name": "Officer", "holders": [{"person": "ann", "from": "2026-01-01"}]}, {"id": "CIO", "name": "Chief"}],
    "assets": [{"id": "DB", "name": "Database", "value": {"amount": "1200.50", "currency": "EUR"}, "x-rack": {"row": [3]}}],
    "x-register": 7,
}


def test_users_own_fields_are_kept_apart() -> None:
    org = isms.Isms.from_dict(RECORD)
    asset = org.assets["DB"]
    assert asset.extensions == {"x-rack": {"row": [3]}} and asset.to_dict() == RECORD["assets"][0]  # type: ignore[index]
    assert org.extensions == {"x-register": 7} and org.organisation.extensions == {"x-group": "G"}
    with pytest.raises(TypeError):
        asset.extensions["x-rack"] = 1  # type: ignore[index]
    asset.to_dict()["x-rack"]["row"].append(4)
    assert asset.extensions["x-rack"] == {"row": [3]}
    with pytest.raises(ValueError, match="extensions: Asset has name itself; own names begin with x-"):
        dataclasses.replace(asset, extensions={"name": "Other"}).to_dict()
    org.apply({"change": "create", "kind": "asset", "entity": Asset(id="WEB", name="Portal", extensions={"x-rack": 1})})
    assert org.assets["WEB"].extensions == {"x-rack": 1}
    with pytest.raises(isms.IsmsError, match="colour"):
        org.apply({"change": "create", "kind": "asset", "entity": Asset(id="A", name="A", extensions={"colour": 1})})
    assert asset.value == Money(amount=Decimal("1200.50"), currency="EUR")
    assert org.roles["CISO"].holders[0].from_ == datetime.date(2026, 1, 1)


def test_entities_are_immutable() -> None:
    asset = isms.Isms.from_dict(RECORD).assets["DB"]
    with pytest.raises(dataclasses.FrozenInstanceError):
        asset.name = "Other"  # type: ignore[misc]
    other = dataclasses.replace(asset, name="Other")
    assert other != asset and (other.id, other.extensions) == (asset.id, asset.extensions)
    assert repr(other) == "<Asset id='DB' name='Other'>"
    assert repr(dataclasses.replace(asset, name="x" * 100)) == f"<Asset id='DB' name='{'x' * 39}…'>"


def test_what_is_not_there_is_named_with_what_is() -> None:
    roles = isms.Isms.from_dict(RECORD).roles
    with pytest.raises(isms.IsmsKeyError, match=r"^roles\[CISSO\]: there is no role CISSO; did you mean CISO\?$") as caught:
        roles["CISSO"]
    assert (caught.value.path, caught.value.code) == ("roles[CISSO]", "unknown_reference")
    assert roles.get("CISSO") is None and roles.get("CISSO", 1) == 1 and roles.get("CISO") == roles["CISO"]
    assert "CISO" in roles and "CISSO" not in roles and 7 not in roles
    with pytest.raises(TypeError, match="an id is a str, not int"):
        roles[0]  # type: ignore[index]
    with pytest.raises(AttributeError, match="Role has no attribute 'holder'; it has .*id, name.*holders"):
        roles["CISO"].holder  # type: ignore[attr-defined]


def test_a_collection_is_that_of_the_record_as_it_is_now() -> None:
    org = isms.Isms.from_dict(RECORD)
    assets = org.assets
    database = assets["DB"]
    org.apply({"change": "amend", "kind": "asset", "id": "DB", "patch": {"name": "Ledger"}})
    assert (assets["DB"].name, database.name) == ("Ledger", "Database")
    org.apply({"change": "create", "kind": "asset", "entity": {"id": "WEB", "name": "Portal"}})
    assert list(assets.keys()) == ["DB", "WEB"] and "WEB" in assets and len(assets) == 2
    assert repr(assets) == "<Collection assets: 2 of Asset>"


def test_changes_and_records_take_entities() -> None:
    org = isms.Isms.from_dict(RECORD)
    risk = Risk(id="R-1", title="Loss", owner="CISO", identified_on=datetime.date(2026, 1, 2), assets=("DB",))
    portal = Asset(id="WEB", name="Portal", depends_on=(Dependency(asset="DB"),), value=Money(amount=Decimal("1E+3"), currency="EUR"))
    changes = [{"change": "create", "kind": kind, "entity": entity} for kind, entity in (("risk", risk), ("asset", portal))]
    assert [entity["id"] for entity in org.preview(changes)["created"]] == ["WEB", "R-1"]
    org.apply(changes)
    assert org.risks["R-1"] == risk and org.assets["WEB"] == portal
    assert org.assets["WEB"].to_dict()["value"]["amount"] == "1000"
    again = isms.Isms.from_dict({**RECORD, "assets": [*org.assets], "risks": [risk]})
    assert again.to_dict() == org.to_dict()
    journal = isms.Journal.establish(isms.Isms.from_dict(RECORD), at="2026-01-01T00:00:00Z", actor="ann")
    journal.append(changes, at="2026-01-02T00:00:00Z", actor="ann")
    assert journal.record().risks["R-1"] == risk
    with pytest.raises(isms.IsmsKeyError, match=r"risks\[R-2\].owner: there is no role BOB"):
        org.apply({"change": "create", "kind": "risk", "entity": dataclasses.replace(risk, id="R-2", owner="BOB")})


def test_instants_are_written_as_the_record_file_writes_them() -> None:
    record = EVERY_KIND.to_dict()
    for written in ("2026-03-01T08:00:00Z", "2026-03-01T08:00:00.250Z", "2026-03-01T08:00:00.000250Z"):
        record["evidence"][0]["recorded_at"] = written
        evidence = isms.Isms.from_dict(record).evidence[record["evidence"][0]["id"]]
        assert evidence.to_dict()["recorded_at"] == written
    local = datetime.datetime(2026, 3, 1, 9, tzinfo=datetime.timezone(datetime.timedelta(hours=1)))
    assert dataclasses.replace(evidence, recorded_at=local).to_dict()["recorded_at"] == "2026-03-01T08:00:00Z"
    with pytest.raises(TypeError, match="has no time zone"):
        dataclasses.replace(evidence, recorded_at=datetime.datetime(2026, 3, 1)).to_dict()

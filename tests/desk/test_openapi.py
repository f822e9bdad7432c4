"""The OpenAPI document against the desk: nothing it allows fails, every answer is as it says."""

from __future__ import annotations

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

PATHS = (
    "/api/gains",
    "/api/held",
    "/api/verify",
    "/api/ledger",
    "/api/ledger/history",
    "/api/check",
    "/api/jobs",
    "/api/jobs/{job}",
    "/api/jobs/{job}/result",
    "/api/jobs/{job}/events",
)
NAMES = ("made-up-control", "made-up-with-claims", "isw-control", "all", "deepstate")


def test_document_names_every_address(desk):
    assert sorted(desk.get("/openapi.json").json()["paths"]) == sorted(PATHS)


def test_document_is_valid_openapi(desk):
    document = desk.get("/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    assert "HTTPValidationError" not in str(document)


def examine(desk, path: str, examples: int) -> None:
    """Ask what the document allows, and what it does not, of one address."""
    schema = schemathesis.openapi.from_url(f"{desk.base_url}/openapi.json")
    for method in ("GET", "POST", "DELETE"):
        try:
            operation = schema[path][method]
        except LookupError:
            continue
        strategies = [operation.as_strategy(), _negative(operation)]

        @settings(
            max_examples=examples,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(st.one_of(strategies))
        def ask(case):
            answer = case.call()
            assert answer.status_code < 500, answer.text
            case.validate_response(
                answer,
                checks=[
                    schemathesis.checks.not_a_server_error,
                    schemathesis.specs.openapi.checks.status_code_conformance,
                    schemathesis.specs.openapi.checks.content_type_conformance,
                    schemathesis.specs.openapi.checks.response_schema_conformance,
                ],
            )

        ask()


def _negative(operation):
    return operation.as_strategy(generation_mode=schemathesis.GenerationMode.NEGATIVE)


@pytest.mark.parametrize("path", PATHS)
def test_address_answers_as_the_document_says(desk, path):
    examine(desk, path, 15)


@pytest.mark.stress
@pytest.mark.parametrize("path", PATHS)
def test_address_answers_as_the_document_says_at_length(desk, path):
    examine(desk, path, 1_500)


def test_known_names_answer_as_the_document_says(desk):
    from jsonschema import Draft202012Validator

    from retally.desk.openapi import document_schema

    of_gains = Draft202012Validator(document_schema("gains"))
    of_held = Draft202012Validator(document_schema("held"))
    for name in NAMES:
        for by in ("", "&by=month", "&by=year&from=2021-01-01", "&places=2&to=2021-01-10"):
            answer = desk.get(f"/api/gains?definition={name}{by}")
            assert answer.status_code in (200, 404), answer.text
            if answer.status_code == 200:
                of_gains.validate(answer.json())
        answer = desk.get(f"/api/held?definition={name}&day=2025-01-01&contact_line=true")
        if answer.status_code == 200:
            of_held.validate(answer.json())

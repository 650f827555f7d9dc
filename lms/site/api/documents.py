"""``openapi.json``: the API said in OpenAPI 3.1, made from the shapes that it answers."""

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from lms.site.api.shapes import Cohorts, Completions, Entries, Records, Refused

AS_OF = ("as_of", "query", "A day on the campus, such as 2026-11-28: what was recorded before its end. Today without it.", {"type": "string", "format": "date"})
AFTER = ("after", "query", "“next” of the page before.", {"type": "string"})
COHORT = ("cohort", "query", "Short name of one cohort; the whole campus without it.", {"type": "string"})
STUDENT = ("student", "path", "Public id of a student.", {"type": "string"})
PATHS: tuple[tuple[str, str, type[BaseModel], tuple[tuple[str, str, str, dict[str, Any]], ...]], ...] = (
    ("/api/v1/cohorts/", "The campus’s cohorts", Cohorts, ()),
    ("/api/v1/records/", "The accreditation record, a page at a time", Records, (AS_OF, COHORT, AFTER)),
    ("/api/v1/students/{student}/entries/", "A student’s ledger entries from this campus", Entries, (STUDENT, AS_OF)),
    ("/api/v1/completions/", "Lessons completed, the oldest first, a page at a time", Completions, (AFTER,)),
)
REFUSALS = {
    "401": "No token, or one that is not in force", "404": "The campus does not have it", "422": "What was asked cannot be", "429": "Too often",
}  # fmt: skip


def openapi_document() -> dict[str, Any]:
    shapes: list[tuple[type[BaseModel], Any]] = [(shape, "serialization") for shape in (Cohorts, Records, Entries, Completions, Refused)]
    _, definitions = models_json_schema(shapes, ref_template="#/components/schemas/{model}")
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Pathway read API", "version": "1",
            "description": "Accreditation records and completions of one campus. Reading only; what is read of a student is in their disclosure log. "
            "Where the campus shares only as each student says, students who do not share with the college are left out.",
        },
        "security": [{"campusToken": []}],
        "paths": {path: {"get": _operation(path, title, shape, parameters)} for path, title, shape, parameters in PATHS},
        "components": {
            "schemas": definitions["$defs"],
            "securitySchemes": {"campusToken": {"type": "http", "scheme": "bearer", "description": "Coordinators make it: People, tokens for programs."}},
        },
    }  # fmt: skip


def _operation(path: str, title: str, shape: type[BaseModel], parameters: tuple[tuple[str, str, str, dict[str, Any]], ...]) -> dict[str, Any]:
    return {
        "operationId": shape.__name__[0].lower() + shape.__name__[1:],
        "summary": title,
        "parameters": [
            {"name": name, "in": place, "required": place == "path", "description": text, "schema": schema} for name, place, text, schema in parameters
        ],
        "responses": {"200": {"description": title, **_json(shape)}, **{code: {"description": text, **_json(Refused)} for code, text in REFUSALS.items()}},
    }


def _json(shape: type[BaseModel]) -> dict[str, Any]:
    return {"content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{shape.__name__}"}}}}

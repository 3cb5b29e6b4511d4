"""The rooms of the package: a newcomer who knows a module's name knows where it is."""

from collections import defaultdict
from pathlib import Path

import kg

PACKAGE = Path(kg.__file__).parent
TESTS = Path(__file__).parent

# Modules without a test file of their own, and the file that tests them.
TESTED_ELSEWHERE = {
    # Records and tables of constants: what reads them shows whether they are right.
    "extraction/mentions/encoder/heads.py": "extraction/mentions/encoder/test_output.py",
    "extraction/mentions/encoder/session.py": "extraction/mentions/encoder/test_component.py",
    "extraction/results/claim_reader/columns.py": "extraction/results/claim_reader/test_claim_network.py",
    "model/derived.py": "rdf/test_derived_links.py",
    "model/difference.py": "analyse/test_graph_difference.py",
    "model/errors.py": "system/test_faults.py",
    "rdf/schemas.py": "test_schemas.py",
    "serve/endpoint/media_types.py": "serve/endpoint/test_protocol.py",
    "sparql/query_errors.py": "sparql/test_evaluate.py",
    # The command line: a command is tested where it is run.
    "cli/app.py": "cli/test_cli.py",
    "cli/build_command.py": "test_pipeline.py",
    "cli/options.py": "cli/test_cli.py",
    "cli/serve_command.py": "serve/test_run.py",
    # One function of several modules, which is tested as a whole.
    "api/other_libraries.py": "api/test_graph.py",
    "built.py": "test_api.py",
    "evaluation/alignment.py": "evaluation/test_whole_claims.py",
    "evaluation/checked_rows.py": "evaluation/test_gold.py",
    "evaluation/precision_recall.py": "evaluation/test_scores.py",
    "pictures/pages/chart_payload.py": "pictures/pages/test_chart_page.py",
    "pictures/pages/map_payload.py": "pictures/pages/test_map_page.py",
    # Pages and answers of the server, which are asked for over HTTP.
    "serve/application.py": "serve/test_processes.py",
    "serve/endpoint/service_description.py": "serve/endpoint/test_protocol.py",
    "serve/pages/html.py": "serve/pages/test_things.py",
    "serve/pages/start.py": "serve/pages/test_things.py",
    "serve/pages/thing_queries.py": "serve/pages/test_things.py",
    "serve/reconcile/answers.py": "serve/reconcile/test_routes.py",
    "serve/reconcile/manifest.py": "serve/reconcile/test_routes.py",
    "serve/reconcile/requests.py": "serve/reconcile/test_routes.py",
}

# Names that a folder and a module share, or two folders, each with what it is in the one and in the other.
EQUAL_ROLES = {
    "model": "the data model; the trained pipeline, whose folder spaCy calls so",
    "pages": "pages that are one file; pages of the server",
    "results": "the record of a result; how it is found in a text",
}

AT_THE_ROOT = {"__init__.py", "__main__.py", "built.py", "pipeline.py"}


def test_the_root_holds_the_way_in_and_nothing_else():
    assert {path.name for path in PACKAGE.glob("*.py")} == AT_THE_ROOT


def test_no_two_modules_or_folders_have_one_name():
    homes = defaultdict(list)
    for path in sorted(PACKAGE.rglob("*")):
        is_module = path.suffix == ".py" and path.name != "__init__.py"
        if is_module or (path.is_dir() and "__pycache__" not in path.parts):
            homes[path.stem].append(path.relative_to(PACKAGE).as_posix())
    shared = {name: where for name, where in homes.items() if len(where) > 1}
    assert {name: where for name, where in shared.items() if name not in EQUAL_ROLES} == {}
    assert shared.keys() == EQUAL_ROLES.keys(), "take out what is gone"
    assert not [where for where in shared.values() if all(name.endswith(".py") for name in where)]


def test_every_room_is_a_package():
    for path in PACKAGE.rglob("*.py"):
        assert (path.parent / "__init__.py").exists(), path


def test_every_module_has_a_test_file_of_its_own_in_the_same_place() -> None:
    modules = {path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py") if path.name[:2] != "__"}
    tested = {module for module in modules if (TESTS / Path(module).with_name(f"test_{Path(module).name}")).exists()}
    assert sorted(modules - tested - set(TESTED_ELSEWHERE)) == [], "write tests/ROOM/test_MODULE.py"
    assert sorted(set(TESTED_ELSEWHERE) - (modules - tested)) == [], "take out what has its own tests, or is gone"


def test_what_has_none_is_tested_by_a_file_that_is_there() -> None:
    assert [file for file in TESTED_ELSEWHERE.values() if not (TESTS / file).exists()] == []

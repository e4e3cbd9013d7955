"""A skipped test is a failed one where nothing may be left out: with ``KITH_NO_SKIP=1`` or ``CI=true``.

One reason is accepted: that the folder of public data beside the project is absent (`PUBLIC_DATA_ABSENT`).
"""

import os
from collections.abc import Generator

import pytest

PUBLIC_DATA_ABSENT = "the shared public data folder is absent"


def skipping_forbidden() -> bool:
    """Whether this run may leave nothing out."""
    return os.environ.get("KITH_NO_SKIP") == "1" or os.environ.get("CI", "").lower() == "true"


def _refuse(report: pytest.TestReport | pytest.CollectReport) -> None:
    if not report.skipped or not skipping_forbidden():
        return
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    if PUBLIC_DATA_ABSENT not in reason:
        report.outcome = "failed"
        report.longrepr = f"skipped, and this run may skip nothing: {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip during set-up or the test itself into a failure."""
    report = yield
    _refuse(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Turn a whole skipped module into a failure."""
    report = yield
    _refuse(report)
    return report

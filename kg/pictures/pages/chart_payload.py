"""The data of the pages with a chart, as plain JSON values."""

from __future__ import annotations

from typing import Any

from kg.model.derived import Leaderboard, LeaderboardValue, Timeline
from kg.model.knowledge import Knowledge
from kg.pictures.pages.shared import keep_web_link
from kg.text.display import display


def build_leaderboard_payload(view: Leaderboard) -> dict[str, Any]:
    """The values of a leaderboard: those drawn, then those that are only listed, which have a reason."""
    return {
        "metric": view.metric,
        "higher": view.higher_is_better,
        "values": [_build_value(value) for value in (*view.values, *view.left_out)],
    }


def _build_value(value: LeaderboardValue) -> dict[str, Any]:
    return {
        "value": value.value,
        "text": value.value_text,
        "date": value.date,
        "inferred": value.date_inferred,
        "subject": value.subject,
        "title": value.title,
        "url": keep_web_link(value.url),
        "holder": value.holder,
        "bound": value.bound,
        "conditions": list(value.conditions),
        "sentence": value.sentence,
        "record": value.is_record,
        "leftOut": value.left_out,
    }


def build_timeline_payload(view: Timeline, knowledge: Knowledge) -> dict[str, Any]:
    """The rows of a timeline, each with the papers of every period and those without a date, by position."""
    used = sorted({paper for row in view.rows for cell in (*row.papers, row.undated) for paper in cell})
    number = {paper: i for i, paper in enumerate(used)}
    papers = {facts.paper.id: facts.paper for facts in knowledge.papers}
    rows = []
    for identifier in used:
        paper = papers[identifier]
        title = display(paper.title).text or identifier
        rows.append({"title": title, "url": keep_web_link(paper.url), "date": paper.published})
    return {
        "unit": view.unit,
        "periods": list(view.periods),
        "papers": rows,
        "rows": [
            {
                "name": row.name,
                "cells": [[number[paper] for paper in cell] for cell in row.papers],
                "undated": [number[paper] for paper in row.undated],
            }
            for row in view.rows
        ],
    }

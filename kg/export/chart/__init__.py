"""Pages with a chart: a leaderboard and a timeline, each one HTML file that asks no network for anything."""

from kg.export.chart.page import render_leaderboard, render_timeline

__all__ = ["render_leaderboard", "render_timeline"]

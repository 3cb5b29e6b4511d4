"""Reconciliation: finds the entities of the graph that the names in a user's table stand for.

https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/, which OpenRefine speaks. No JSONP:
answers carry the CORS header instead, and a script from elsewhere can run nothing of ours.
"""

from kg.serve.reconcile.routes import routes

__all__ = ["routes"]

"""Reconciliation: which entity of the graph is meant by the names in somebody's table.

https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/, which OpenRefine speaks. No JSONP:
answers carry the CORS header instead, and a script from elsewhere can run nothing of ours.
"""

from kg.serve.reconcile.routes import routes

__all__ = ["routes"]

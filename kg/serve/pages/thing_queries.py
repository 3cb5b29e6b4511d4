"""The queries behind the page about a thing. `THING` stands for its IRI as SPARQL writes it."""

from __future__ import annotations

MOST = 500
"""The most rows of a kind that a page shows."""

_NAME = "skos:prefLabel|dcterms:title|schema:name"

FACTS = f"""
SELECT ?predicate ?object (MIN(?named) AS ?name) {{
  THING ?predicate ?object .
  OPTIONAL {{ ?object {_NAME} ?named }}
}}
GROUP BY ?predicate ?object ORDER BY ?predicate ?name ?object LIMIT {MOST}
"""
"""The statements about the thing: their predicates and objects."""

INCOMING = f"""
SELECT ?predicate ?subject (MIN(?named) AS ?name) {{
  ?subject ?predicate THING .
  FILTER (?predicate NOT IN (
    schema:mentions, mls:specifiedBy, kg:onDataset, kg:onTask, kg:subject, kg:comparator, prov:wasDerivedFrom,
    oa:hasBody, rdf:subject, rdf:object, kg:mergedInto, kg:shownBy, kg:between
  ))
  OPTIONAL {{ ?subject {_NAME} ?named }}
}}
GROUP BY ?predicate ?subject ORDER BY ?predicate ?name ?subject LIMIT {MOST}
"""
"""The statements with the thing as object, without those that have a table of their own."""

RESULTS = f"""
SELECT DISTINCT ?result ?value ?bound ?kind ?metric ?metric_name ?dataset ?dataset_name ?subject ?subject_name ?holder
  ?confidence ?paper ?paper_name {{
  ?result mls:specifiedBy|kg:onDataset|kg:onTask|kg:subject|kg:comparator|prov:wasDerivedFrom THING ;
    a kg:Result ; kg:valueText ?value ; prov:wasDerivedFrom ?paper .
  OPTIONAL {{ ?paper dcterms:title ?paper_name }}
  OPTIONAL {{ ?result a ?kind FILTER (?kind IN (kg:AbsoluteResult, kg:DeltaResult, kg:RatioResult)) }}
  OPTIONAL {{ ?result kg:bound ?bound }}
  OPTIONAL {{ ?result mls:specifiedBy ?metric . ?metric skos:prefLabel ?metric_name }}
  OPTIONAL {{ ?result kg:onDataset ?dataset . ?dataset skos:prefLabel ?dataset_name }}
  OPTIONAL {{ ?result kg:subject ?subject . ?subject skos:prefLabel ?subject_name }}
  OPTIONAL {{ ?result kg:holder ?holder }}
  OPTIONAL {{ ?result kg:confidence ?confidence }}
}}
ORDER BY DESC(?confidence) ?result LIMIT {MOST}
"""
"""The results that the thing is part of."""

COMPARISONS = f"""
SELECT DISTINCT ?comparison ?subject ?subject_name ?relation ?object ?object_name ?denied ?sentence ?confidence ?paper
  ?paper_name {{
  ?comparison kg:subject|kg:comparator|prov:wasDerivedFrom THING ;
    a kg:Comparison ; kg:subject ?subject ; kg:relation ?relation ; kg:comparator ?object ;
    prov:wasDerivedFrom ?paper .
  OPTIONAL {{ ?subject skos:prefLabel ?subject_name }}
  OPTIONAL {{ ?object skos:prefLabel ?object_name }}
  OPTIONAL {{ ?paper dcterms:title ?paper_name }}
  OPTIONAL {{ ?comparison kg:sentence ?sentence }}
  OPTIONAL {{ ?comparison kg:confidence ?confidence }}
  OPTIONAL {{ ?comparison kg:denied ?denied }}
}}
ORDER BY DESC(?confidence) ?comparison LIMIT {MOST}
"""
"""The comparisons that the thing is part of, with the sentences that make them."""

EVIDENCE = f"""
SELECT DISTINCT ?statement ?subject ?subject_name ?predicate ?object ?object_name ?denied ?sentence ?confidence {{
  ?statement rdf:subject|rdf:object THING ;
    rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object .
  OPTIONAL {{ ?subject skos:prefLabel|dcterms:title ?subject_name }}
  OPTIONAL {{ ?object skos:prefLabel|dcterms:title ?object_name }}
  OPTIONAL {{ ?statement kg:sentence|kg:reason ?sentence }}
  OPTIONAL {{ ?statement kg:confidence ?confidence }}
  OPTIONAL {{ ?statement kg:denied ?denied }}
}}
ORDER BY DESC(?confidence) ?statement LIMIT {MOST}
"""
"""The statements that the thing is part of, with the sentences that make them."""

DOUBTFUL_RESULTS = f"""
SELECT DISTINCT ?result ?value ?bound ?kind ?metric ?metric_name ?dataset ?dataset_name ?subject ?subject_name ?holder
  ?confidence ?paper ?paper_name {{
  GRAPH kg:doubtful {{
    ?result mls:specifiedBy|kg:onDataset|kg:onTask|kg:subject|kg:comparator|prov:wasDerivedFrom THING ;
      a kg:Result , ?kind ; kg:valueText ?value ; kg:bound ?bound ; kg:holder ?holder ; kg:confidence ?confidence ;
      prov:wasDerivedFrom ?paper .
    FILTER (?kind IN (kg:AbsoluteResult, kg:DeltaResult, kg:RatioResult))
  }}
  OPTIONAL {{ ?paper dcterms:title ?paper_name }}
  OPTIONAL {{ GRAPH kg:doubtful {{ ?result mls:specifiedBy ?metric }} ?metric skos:prefLabel ?metric_name }}
  OPTIONAL {{ GRAPH kg:doubtful {{ ?result kg:onDataset ?dataset }} ?dataset skos:prefLabel ?dataset_name }}
  OPTIONAL {{ GRAPH kg:doubtful {{ ?result kg:subject ?subject }} ?subject skos:prefLabel ?subject_name }}
}}
ORDER BY DESC(?confidence) ?result LIMIT {MOST}
"""
"""The doubtful results that the thing is part of; their participants are named only if these are sure."""

DOUBTFUL_EVIDENCE = f"""
SELECT DISTINCT ?statement ?subject ?subject_name ?predicate ?object ?object_name ?denied ?sentence ?confidence {{
  GRAPH kg:doubtful {{
    ?statement rdf:subject|rdf:object THING ;
      rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ; kg:confidence ?confidence .
    OPTIONAL {{ ?statement kg:sentence ?sentence }}
    OPTIONAL {{ ?statement kg:denied ?denied }}
  }}
  OPTIONAL {{ ?subject skos:prefLabel|dcterms:title ?subject_name }}
  OPTIONAL {{ ?object skos:prefLabel|dcterms:title ?object_name }}
}}
ORDER BY DESC(?confidence) ?statement LIMIT {MOST}
"""
"""The doubtful statements that the thing is part of."""

LINKED = f"""
SELECT ?other ?name ?papers {{
  ?link kg:between THING .
  ?link kg:between ?other .
  FILTER (?other != THING)
  ?link kg:sharedPapers ?papers ; kg:weight ?weight .
  OPTIONAL {{ ?other skos:prefLabel ?name }}
}}
ORDER BY DESC(?weight) ?other LIMIT {MOST}
"""
"""The entities that papers name together with the thing, the strongest link first; derived, not stated."""

MERGES = f"""
SELECT DISTINCT ?merge ?surface ?reason {{
  ?merge kg:mergedInto THING ; kg:surface ?surface .
  OPTIONAL {{ ?merge rdfs:comment ?reason }}
}}
ORDER BY ?surface ?merge LIMIT {MOST}
"""
"""The spellings that were merged into the thing, and why."""

DESCRIPTION = """
CONSTRUCT { THING ?p ?o . ?o ?name ?label . ?s ?q THING . ?s ?name ?label }
WHERE {
  { THING ?p ?o OPTIONAL { VALUES ?name { skos:prefLabel dcterms:title schema:name } ?o ?name ?label } }
  UNION
  { ?s ?q THING OPTIONAL { VALUES ?name { skos:prefLabel dcterms:title schema:name } ?s ?name ?label } }
}
"""
"""All of this in RDF, with the names of the other things."""


def bind_iri(query: str, iri: str) -> str:
    """One of the queries of this module with the IRI of a thing in place of `THING`.

    Raises:
        ValueError: the text is no IRI. This keeps anything else out of the query.
    """
    from pyoxigraph import NamedNode

    return query.replace("THING", str(NamedNode(iri)))

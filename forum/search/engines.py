"""How each database keeps terms and asks for them: FTS5 in SQLite, tsvector in PostgreSQL. Pure: terms in, SQL out.

Both are handed finished terms; neither parses or stems anything by itself, so both find the same.
"""

from collections.abc import Iterable

from forum.search.terms import Term, stem

POSITIONS = 16_000  # PostgreSQL keeps no position past 16,383

FORGET = "DELETE FROM search_index WHERE {key} = :id"
KEEP = {
    "sqlite": "INSERT INTO search_index (rowid, title, body) VALUES (:id, :title, :body)",
    "postgresql": "INSERT INTO search_index (document_id, vector) VALUES (:id, CAST(:vector AS tsvector))",
}
KEY = {"sqlite": "rowid", "postgresql": "document_id"}
# Title words weigh eight times as much as words of the text.
FIND = {
    "sqlite": """
        SELECT d.kind, d.subject_id, d.title, substr(d.text, 1, 20000) AS text, d.path, d.at
        FROM search_index JOIN search_documents d ON d.id = search_index.rowid
        WHERE search_index MATCH :asked AND (:kind = '' OR d.kind = :kind)
        ORDER BY bm25(search_index, 8.0, 1.0), d.at DESC, d.id LIMIT :limit OFFSET :skip""",
    "postgresql": """
        SELECT d.kind, d.subject_id, d.title, substr(d.text, 1, 20000) AS text, d.path, d.at
        FROM search_index i JOIN search_documents d ON d.id = i.document_id
        WHERE i.vector @@ CAST(:asked AS tsquery) AND (:kind = '' OR d.kind = :kind)
        ORDER BY ts_rank('{0, 0, 0.125, 1}', i.vector, CAST(:asked AS tsquery), 1) DESC, d.at DESC, d.id LIMIT :limit OFFSET :skip""",
}
ALIKE = {
    "sqlite": """
        SELECT d.subject_id, d.title, d.path FROM search_index JOIN search_documents d ON d.id = search_index.rowid
        WHERE search_index MATCH :asked AND d.kind = :kind ORDER BY bm25(search_index, 8.0, 1.0) LIMIT :limit""",
    "postgresql": """
        SELECT d.subject_id, d.title, d.path FROM search_index i JOIN search_documents d ON d.id = i.document_id
        WHERE i.vector @@ CAST(:asked AS tsquery) AND d.kind = :kind
        ORDER BY ts_rank('{0, 0, 0.125, 1}', i.vector, CAST(:asked AS tsquery)) DESC LIMIT :limit""",
}


def kept(dialect: str, title: list[str], body: list[str]) -> dict[str, str]:
    """Return what the index is given: each word and, where it differs, its stem."""
    if dialect == "sqlite":
        return {"title": " ".join(_with_stems(title)), "body": " ".join(_with_stems(body))}
    return {"vector": _vector(title, body)}


def _with_stems(words: Iterable[str]) -> list[str]:
    return [t for w in words for t in dict.fromkeys((w, stem(w)))]


def _vector(title: list[str], body: list[str]) -> str:
    places: dict[str, list[str]] = {}
    for words, weight, offset in ((title, "A", 0), (body, "B", len(title))):
        for n, word in enumerate(words, start=1 + offset):
            for term in dict.fromkeys((word, stem(word))):
                seen = places.setdefault(term, [])
                if len(seen) < 200:
                    seen.append(f"{min(n, POSITIONS)}{weight}")
    return " ".join(f"'{term}':{','.join(at)}" for term, at in places.items())


def asked_all(dialect: str, terms: tuple[Term, ...]) -> str:
    """Return the question for documents that hold every term."""
    return (" AND " if dialect == "sqlite" else " & ").join(_one(dialect, t) for t in terms)


def asked_any(dialect: str, stems: Iterable[str]) -> str:
    """Return the question for documents that hold any of the stems."""
    return (" OR " if dialect == "sqlite" else " | ").join(_one(dialect, Term(s, s)) for s in sorted(stems))


def _one(dialect: str, term: Term) -> str:
    if dialect == "sqlite":
        return f'("{term.word}"{" *" if term.is_prefix else ""} OR "{term.stem}")'
    return f"('{term.word}'{':*' if term.is_prefix else ''} | '{term.stem}')"

"""An installation that had merchants before there were portals."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import psycopg
import pytest
import sqlalchemy as sa

from vivavoce.entry import migrate
from vivavoce.kernel.database import async_url
from vivavoce.kernel.ids import new_id


@pytest.fixture
def older_url(database_url: str) -> Iterator[str]:
    """A database of its own, as it was before."""
    name = f"before_portals_{new_id().hex}"
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(f'create database "{name}"'.encode())
        url = urlsplit(database_url)._replace(path=f"/{name}").geturl()
        migrate.upgrade(url, "0006")
        yield url
        connection.execute(f'drop database "{name}" with (force)'.encode())


def test_merchants_that_were_there_get_slugs_of_their_own(older_url: str) -> None:
    names = ["Brew & Co", "brew and co", "BREW AND CO", "株式会社", "x" * 90]
    engine = sa.create_engine(async_url(older_url), poolclass=sa.NullPool)
    with engine.begin() as connection:
        for name in names:
            row = sa.text("insert into merchant (id, name) values (:id, :name)")
            connection.execute(row, {"id": new_id(), "name": name})
    migrate.upgrade(older_url)
    with engine.connect() as connection:
        query = "select name, slug from merchant join merchant_slug on merchant_id = merchant.id order by slug"
        slugs = [tuple(row) for row in connection.execute(sa.text(query))]
    assert sorted(name for name, _ in slugs) == sorted(names)
    assert [slug for name, slug in slugs if name == "Brew & Co"] == ["brew-and-co"]
    assert {len(slug) for _, slug in slugs if slug.startswith("brew-and-co-")} == {len("brew-and-co-") + 32}
    assert max(len(slug) for _, slug in slugs) == 60

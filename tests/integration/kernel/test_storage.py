"""Uploads: whole or not at all, under names of ours only, in a folder or a bucket, with a row that says whose."""

import pytest

from forum.kernel import clock, storage
from forum.kernel.db import transaction
from forum.kernel.errors import NotFound
from forum.kernel.storage import LocalFolder, S3Bucket

KEY = "papers/0123456789abcdefghjk"


@pytest.fixture
def bucket(monkeypatch):
    moto = pytest.importorskip("moto")
    import boto3
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    with moto.mock_aws():
        boto3.client("s3").create_bucket(Bucket="city")
        yield S3Bucket("s3://city/forum")


@pytest.fixture(params=["folder", "bucket"])
def place(request, tmp_path):
    return LocalFolder(tmp_path) if request.param == "folder" else request.getfixturevalue("bucket")


@pytest.mark.filterwarnings("ignore")
def test_what_is_put_is_there_until_it_is_deleted(place):
    place.put(KEY, b"paper")
    assert place.get(KEY) == b"paper"
    place.delete(KEY)
    place.delete(KEY)
    with pytest.raises(NotFound):
        place.get(KEY)


@pytest.mark.parametrize("key", ["../secret", "papers/../../etc/passwd", "/etc/passwd", "papers/x", "papers/0123456789ABCDEFGHJK", KEY + "/..", KEY + "\n", ""])
def test_a_path_that_somebody_named_is_nowhere(tmp_path, key):
    with pytest.raises(NotFound):
        LocalFolder(tmp_path).get(key)


def test_a_file_has_a_row_that_says_whose_it_is(context):
    with transaction():
        key = storage.store(b"x", purpose="papers", owner_id=7, now=clock.now())
    assert storage.keys_of(7) == [key]
    with transaction():
        storage.discard(key)
    assert storage.keys_of(7) == []

"""Storing pictures: what the vault's faults mean to the person who waits."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from custody.vault import OriginalDiffers, OriginalTooLarge, VaultError, VaultFull
from teardowns.problems import PhotoTooLarge, StorageAway, StorageFull
from teardowns.upload_problems import ContentsDiffer


@contextmanager
def faults_of_the_vault() -> Iterator[None]:
    """Turns the vault's errors into ContentsDiffer, PhotoTooLarge, StorageFull and StorageAway."""
    try:
        yield
    except OriginalDiffers:
        raise ContentsDiffer from None
    except OriginalTooLarge:
        raise PhotoTooLarge(megabytes=settings.VAULT_MAX_BYTES // 2**20) from None
    except VaultFull:
        raise StorageFull from None
    except VaultError:
        raise StorageAway from None

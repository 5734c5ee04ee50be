"""The long proofs of `scripts/drills`, cut short."""

import pytest

from scripts.drills import interleave, killing

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_editors_never_overwrite_each_other_silently():
    told = [told for _number, told in interleave.rounds(seed=7, first=0, last=12)][-1]
    assert told["saved"] > 20
    assert told["conflict"] > 5


def test_a_killed_worker_leaves_the_old_state_or_the_new_one():
    assert len(list(killing.rounds(seed=7, first=0, last=3))) == 3
